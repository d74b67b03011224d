import { createUserOperation, listUsersOperation } from "@/lib/administration/api";
import { organizationOf } from "@/lib/context";
import { apiRoute } from "@/lib/http";
import { createUser, listUsers } from "@/lib/users";

export const GET = apiRoute(listUsersOperation, async (context) => ({ items: await listUsers(context) }));

export const POST = apiRoute(createUserOperation, (context, { body }) =>
  createUser(context, { ...body, organizationId: organizationOf(context) }),
);
