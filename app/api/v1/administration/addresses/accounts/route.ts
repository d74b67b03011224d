import { linkAccountOperation } from "@/lib/administration/api";
import { linkAccount } from "@/lib/directory";
import { apiRoute } from "@/lib/http";

export const PUT = apiRoute(linkAccountOperation, (context, { body }) => linkAccount(context, body));
