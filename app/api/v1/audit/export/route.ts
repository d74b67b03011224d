import { exportAudit } from "@/lib/audit-log";
import { AuditExportRequest, exportAuditOperation } from "@/lib/audit-log/api";
import { organizationOf } from "@/lib/context";
import { apiRoute } from "@/lib/http";

const CONTENT_TYPES = { ndjson: "application/x-ndjson", csv: "text/csv; charset=utf-8" } as const;

export const POST = apiRoute(exportAuditOperation, async (context, { request }) => {
  const input = AuditExportRequest.parse(await readFields(request));
  const lines = exportAudit(context, { ...input, organizationId: organizationOf(context) });
  // A refusal comes with the first line, before the answer has begun.
  const first = await lines.next();
  const day = new Date().toISOString().slice(0, 10);
  return new Response(ReadableStream.from(encode(first, lines)), {
    headers: {
      "content-type": CONTENT_TYPES[input.format],
      "content-disposition": `attachment; filename="beeldbrug-log-${day}.${input.format}"`,
      "cache-control": "no-store",
    },
  });
});

async function* encode(first: IteratorResult<string, void>, lines: AsyncGenerator<string>) {
  const encoder = new TextEncoder();
  if (!first.done) yield encoder.encode(first.value);
  for await (const line of lines) yield encoder.encode(line);
}

/** JSON of programs, or the fields of the page's form, so that the browser saves the file while it arrives. */
async function readFields(request: Request): Promise<unknown> {
  const isForm = request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded");
  if (!isForm) return request.json().catch(() => ({}));
  const fields = new URLSearchParams(await request.text());
  return Object.fromEntries([...fields].filter(([, value]) => value !== ""));
}
