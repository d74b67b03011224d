import { searchAudit } from "@/lib/audit-log";
import { searchAuditOperation } from "@/lib/audit-log/api";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute(searchAuditOperation, (context, { body }) => searchAudit(context, body));
