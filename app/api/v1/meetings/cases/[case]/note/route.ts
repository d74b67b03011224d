import { apiRoute } from "@/lib/http";
import { saveCaseNote } from "@/lib/meetings";
import { caseNoteOperation } from "@/lib/meetings/api";

export const PUT = apiRoute(caseNoteOperation, (context, { params, body }) =>
  saveCaseNote(context, params.case, body),
);
