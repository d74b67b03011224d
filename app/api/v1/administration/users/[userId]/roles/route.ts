import { setUserRolesOperation } from "@/lib/administration/api";
import { apiRoute } from "@/lib/http";
import { setRoles } from "@/lib/users";

export const PUT = apiRoute(setUserRolesOperation, (context, { params, body }) =>
  setRoles(context, params, body.roles),
);
