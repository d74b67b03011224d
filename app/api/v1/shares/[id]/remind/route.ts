import { apiRoute } from "@/lib/http";
import { remindRecipients } from "@/lib/shares";
import { remindOperation } from "@/lib/shares/api";

export const POST = apiRoute(remindOperation, (context, { params, body }) =>
  remindRecipients(context, params.id, body),
);
