import { saveMailboxOperation } from "@/lib/administration/api";
import { saveMailbox } from "@/lib/directory";
import { apiRoute } from "@/lib/http";

export const PUT = apiRoute(saveMailboxOperation, (context, { body }) => saveMailbox(context, body));
