import { revokeOrganizationTokenOperation } from "@/lib/administration/api";
import { apiRoute } from "@/lib/http";
import { revokeToken } from "@/lib/users";

export const DELETE = apiRoute(revokeOrganizationTokenOperation, (context, { params }) =>
  revokeToken(context, params.tokenId),
);
