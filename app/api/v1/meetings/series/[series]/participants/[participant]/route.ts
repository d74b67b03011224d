import { apiRoute } from "@/lib/http";
import { removeParticipant } from "@/lib/meetings";
import { removeParticipantOperation } from "@/lib/meetings/api";

export const DELETE = apiRoute(removeParticipantOperation, (context, { params }) =>
  removeParticipant(context, params.series, params.participant),
);
