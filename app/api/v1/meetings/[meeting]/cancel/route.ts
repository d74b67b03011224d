import { apiRoute } from "@/lib/http";
import { cancelMeeting } from "@/lib/meetings";
import { cancelMeetingOperation } from "@/lib/meetings/api";

export const POST = apiRoute(cancelMeetingOperation, (context, { params }) =>
  cancelMeeting(context, params.meeting),
);
