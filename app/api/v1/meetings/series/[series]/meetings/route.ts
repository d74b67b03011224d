import { apiRoute } from "@/lib/http";
import { addMeeting } from "@/lib/meetings";
import { addMeetingOperation } from "@/lib/meetings/api";

export const POST = apiRoute(addMeetingOperation, (context, { params, body }) =>
  addMeeting(context, params.series, body),
);
