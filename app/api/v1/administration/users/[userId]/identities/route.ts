import { linkUserIdentityOperation } from "@/lib/administration/api";
import { apiRoute } from "@/lib/http";
import { linkIdentity } from "@/lib/users";

export const POST = apiRoute(linkUserIdentityOperation, (context, { params, body }) =>
  linkIdentity(context, params, body),
);
