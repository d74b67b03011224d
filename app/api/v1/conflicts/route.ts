import { apiRoute } from "@/lib/http";
import { listConflicts, listConflictsOperation } from "@/lib/studies";

export const GET = apiRoute(listConflictsOperation, (context, { query }) => listConflicts(context, query));
