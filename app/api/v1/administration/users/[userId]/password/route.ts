import { setUserPasswordOperation } from "@/lib/administration/api";
import { apiRoute } from "@/lib/http";
import { setPassword } from "@/lib/users";

export const PUT = apiRoute(setUserPasswordOperation, (context, { params, body }) =>
  setPassword(context, params, body.password),
);
