import { searchPatients, searchPatientsOperation } from "@/lib/forwarding";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute(searchPatientsOperation, async (context, { body }) => ({
  items: await searchPatients(context, body),
}));
