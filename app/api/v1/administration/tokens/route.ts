import { createOrganizationTokenOperation, listOrganizationTokensOperation } from "@/lib/administration/api";
import { organizationOf } from "@/lib/context";
import { apiRoute } from "@/lib/http";
import { createToken, listOrganizationTokens } from "@/lib/users";

export const GET = apiRoute(listOrganizationTokensOperation, async (context) => ({
  items: await listOrganizationTokens(context, organizationOf(context)),
}));

export const POST = apiRoute(createOrganizationTokenOperation, (context, { body }) =>
  createToken(context, { ...body, owner: { organizationId: organizationOf(context) } }),
);
