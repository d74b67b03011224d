import { apiRoute } from "@/lib/http";
import { addRecipient } from "@/lib/shares";
import { addRecipientOperation } from "@/lib/shares/api";

export const POST = apiRoute(addRecipientOperation, (context, { params, body }) =>
  addRecipient(context, params.id, body),
);
