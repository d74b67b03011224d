import { getFigures } from "@/lib/figures";
import { getFiguresOperation } from "@/lib/figures/api";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(getFiguresOperation, (context, { query }) => getFigures(context, query));
