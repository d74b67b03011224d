import { exportAudit } from "@/lib/audit-log";
import { exportAuditOperation } from "@/lib/audit-log/api";
import { organizationOf } from "@/lib/context";
import { apiRoute } from "@/lib/http";

const CONTENT_TYPES = { ndjson: "application/x-ndjson", csv: "text/csv; charset=utf-8" } as const;

export const POST = apiRoute(exportAuditOperation, async (context, { body: input }) => {
  const lines = exportAudit(context, { ...input, organizationId: organizationOf(context) });
  // A refusal comes with the first line, before the answer has begun.
  const first = await lines.next();
  const day = new Date().toISOString().slice(0, 10);
  const chunks = encode(first, lines);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await chunks.return()),
  });
  return new Response(body, {
    headers: {
      "content-type": CONTENT_TYPES[input.format],
      "content-disposition": `attachment; filename="beeldbrug-log-${day}.${input.format}"`,
      "cache-control": "no-store",
    },
  });
});

async function* encode(
  first: IteratorResult<string, void>,
  lines: AsyncGenerator<string, void>,
): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  if (!first.done) yield encoder.encode(first.value);
  for await (const line of lines) yield encoder.encode(line);
}
