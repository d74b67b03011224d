import { createAdministratorOperation } from "@/lib/administration/api";
import { apiRoute } from "@/lib/http";
import { createUser } from "@/lib/users";

export const POST = apiRoute(createAdministratorOperation, (context, { params, body }) =>
  createUser(context, { ...body, ...params, roles: ["ADMINISTRATOR"] }),
);
