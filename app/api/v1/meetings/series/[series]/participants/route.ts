import { apiRoute } from "@/lib/http";
import { setParticipant } from "@/lib/meetings";
import { setParticipantOperation } from "@/lib/meetings/api";

export const PUT = apiRoute(setParticipantOperation, (context, { params, body }) =>
  setParticipant(context, params.series, body),
);
