import { apiRoute } from "@/lib/http";
import { closeMeeting } from "@/lib/meetings";
import { closeMeetingOperation } from "@/lib/meetings/api";

export const POST = apiRoute(closeMeetingOperation, (context, { params }) =>
  closeMeeting(context, params.meeting),
);
