import { getStorageOverview } from "@/lib/administration";
import { getSystemOperation } from "@/lib/administration/api";
import { checkHealth } from "@/lib/health";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(getSystemOperation, async (context) => ({
  ...(await getStorageOverview(context)),
  health: await checkHealth(),
}));
