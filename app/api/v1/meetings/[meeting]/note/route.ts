import { apiRoute } from "@/lib/http";
import { saveMeetingNote } from "@/lib/meetings";
import { meetingNoteOperation } from "@/lib/meetings/api";

export const PUT = apiRoute(meetingNoteOperation, (context, { params, body }) =>
  saveMeetingNote(context, params.meeting, body),
);
