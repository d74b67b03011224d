import { apiRoute } from "@/lib/http";
import { setItem } from "@/lib/meetings";
import { setItemOperation } from "@/lib/meetings/api";

export const PUT = apiRoute(setItemOperation, (context, { params, body }) =>
  setItem(context, params.case, params.kind, body),
);
