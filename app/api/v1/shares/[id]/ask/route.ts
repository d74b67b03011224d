import { apiRoute } from "@/lib/http";
import { askSender } from "@/lib/shares";
import { askSenderOperation } from "@/lib/shares/api";

export const POST = apiRoute(askSenderOperation, (context, { params }) => askSender(context, params.id));
