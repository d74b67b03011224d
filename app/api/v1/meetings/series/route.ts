import { apiRoute } from "@/lib/http";
import { createSeries, listSeries } from "@/lib/meetings";
import { createSeriesOperation, listSeriesOperation } from "@/lib/meetings/api";

export const GET = apiRoute(listSeriesOperation, (context) => listSeries(context));
export const POST = apiRoute(createSeriesOperation, (context, { body }) => createSeries(context, body));
