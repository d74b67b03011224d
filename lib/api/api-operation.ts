import type { z } from "zod";

/**
 * One operation of `/api/v1`: the route checks input by it and the OpenAPI document is made from it.
 * Domain rooms export theirs from `<room>/api.ts`.
 */
export interface ApiOperation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below /api/v1, with `{name}` for parameters: "/shares/{id}/revoke". */
  path: string;
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** Shape of the JSON answer; left out for an empty or a binary answer. */
  response?: z.ZodType;
  /** Status of success; 200 unless told. */
  status?: number;
  /** Anybody may call it, signed in or not. */
  isPublic?: boolean;
}

export function apiOperation<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(operation: ApiOperation<Params, Query, Body>): ApiOperation<Params, Query, Body> {
  return operation;
}
