export { ExportAuditInput, exportAudit } from "./export-audit";
export { type AuditRow, SearchAuditInput, searchAudit } from "./search-audit";
