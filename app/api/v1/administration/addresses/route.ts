import { listOwnAddressesOperation } from "@/lib/administration/api";
import { listOwnAddresses } from "@/lib/directory";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(listOwnAddressesOperation, (context, { query }) =>
  listOwnAddresses(context, query),
);
