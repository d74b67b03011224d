import { listDestinationsOperation } from "@/lib/forwarding";
import { apiRoute } from "@/lib/http";
import { listDestinations } from "@/lib/peers";

export const GET = apiRoute(listDestinationsOperation, async (context) => ({
  items: await listDestinations(context),
}));
