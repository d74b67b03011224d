import { savePractitionerOperation } from "@/lib/administration/api";
import { savePractitioner } from "@/lib/directory";
import { apiRoute } from "@/lib/http";

export const PUT = apiRoute(savePractitionerOperation, (context, { body }) =>
  savePractitioner(context, body),
);
