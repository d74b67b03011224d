import { verifyAuditLog } from "@/lib/audit-log";
import { verifyAuditOperation } from "@/lib/audit-log/api";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute(verifyAuditOperation, (context) => verifyAuditLog(context));
