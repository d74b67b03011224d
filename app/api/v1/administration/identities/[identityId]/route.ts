import { unlinkUserIdentityOperation } from "@/lib/administration/api";
import { apiRoute } from "@/lib/http";
import { unlinkIdentity } from "@/lib/users";

export const DELETE = apiRoute(unlinkUserIdentityOperation, (context, { params }) =>
  unlinkIdentity(context, params.identityId),
);
