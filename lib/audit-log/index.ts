export { ExportAuditInput, exportAudit } from "./export-audit";
export { type AuditRow, SearchAuditInput, searchAudit } from "./search-audit";
export { type AuditLogState, verifyAuditLog } from "./verify-audit-log";
