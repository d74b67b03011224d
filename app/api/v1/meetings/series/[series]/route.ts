import { apiRoute } from "@/lib/http";
import { editSeries, getSeries } from "@/lib/meetings";
import { editSeriesOperation, getSeriesOperation } from "@/lib/meetings/api";

export const GET = apiRoute(getSeriesOperation, (context, { params }) => getSeries(context, params.series));
export const PUT = apiRoute(editSeriesOperation, (context, { params, body }) =>
  editSeries(context, params.series, body),
);
