import { figuresCsv, getFigures } from "@/lib/figures";
import { exportFiguresOperation } from "@/lib/figures/api";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(exportFiguresOperation, async (context, { query: { table, ...query } }) => {
  const figures = await getFigures(context, query);
  return new Response(figuresCsv(figures, table), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="beeldbrug-${table}-${query.from}-${query.to}.csv"`,
      "cache-control": "no-store",
    },
  });
});
