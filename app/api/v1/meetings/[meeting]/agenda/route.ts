import { apiRoute } from "@/lib/http";
import { printAgenda } from "@/lib/meetings";
import { agendaOperation } from "@/lib/meetings/api";
import { pdfResponse } from "../../pdf-response";

export const GET = apiRoute(agendaOperation, async (context, { params, query }) =>
  pdfResponse(await printAgenda(context, params.meeting, { hasNames: query.names === "yes" }), "agenda.pdf"),
);
