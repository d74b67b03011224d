import * as administration from "@/lib/administration/api";
import type { ApiOperation } from "@/lib/api";
import * as auditLog from "@/lib/audit-log/api";
import * as directory from "@/lib/directory/api";
import * as drops from "@/lib/drops/api";
import * as figures from "@/lib/figures/api";
import * as forwarding from "@/lib/forwarding/api";
import * as ingest from "@/lib/ingest/api";
import * as keyImages from "@/lib/key-images/api";
import * as live from "@/lib/live/api";
import * as meetings from "@/lib/meetings/api";
import * as requests from "@/lib/requests/api";
import * as retention from "@/lib/retention/api";
import * as shares from "@/lib/shares/api";
import * as studies from "@/lib/studies/api";
import * as users from "@/lib/users/api";

/** Every operation of `/api/v1`, by path and method. */
export const apiOperations: ApiOperation[] = [
  administration,
  auditLog,
  directory,
  drops,
  figures,
  forwarding,
  ingest,
  keyImages,
  live,
  meetings,
  requests,
  retention,
  shares,
  studies,
  users,
]
  .flatMap((room) => Object.values(room) as unknown[])
  .filter((value): value is ApiOperation => isOperation(value))
  .sort((a, b) => `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`));

function isOperation(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && "method" in value && "path" in value && "summary" in value
  );
}
