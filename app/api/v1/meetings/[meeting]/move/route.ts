import { apiRoute } from "@/lib/http";
import { moveMeeting } from "@/lib/meetings";
import { moveMeetingOperation } from "@/lib/meetings/api";

export const POST = apiRoute(moveMeetingOperation, (context, { params, body }) =>
  moveMeeting(context, params.meeting, body),
);
