import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { ApiOperation } from "@/lib/api";
import { authenticateRequest } from "@/lib/auth";
import { type Context, requireScope } from "@/lib/context";
import { noteRefusal } from "./note-refusal";
import { problemResponse } from "./problem-response";
import { readJson } from "./read-body";
import { refuseNul } from "./refuse-nul";

export interface ApiInput<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  params: z.output<Params>;
  query: z.output<Query>;
  body: z.output<Body>;
  request: Request;
}

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

const MAX_BODY_BYTES = 1_000_000;

/**
 * The Next route handler of one operation: who asks, scope `api`, input by the operation's schemas, then the verb.
 * A plain object becomes JSON; a `Response` goes out as it is; `undefined` is an empty answer.
 */
export function apiRoute<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  operation: ApiOperation<Params, Query, Body>,
  handler: (context: Context, input: ApiInput<Params, Query, Body>) => Promise<unknown>,
): (request: Request, route: RouteContext) => Promise<Response> {
  return async (request, route) => {
    const requestId = randomUUID();
    let context: Context | undefined;
    let params: unknown;
    try {
      context = await authenticateRequest(request, requestId);
      params = await route.params;
      requireScope(context, "api");
      const input = {
        params: operation.params?.parse(storable(params)) as z.output<Params>,
        query: operation.query?.parse(
          storable(Object.fromEntries(new URL(request.url).searchParams)),
        ) as z.output<Query>,
        body: operation.body?.parse(storable(await readJson(request, MAX_BODY_BYTES))) as z.output<Body>,
        request,
      };
      return withPolicy(toResponse(await handler(context, input), operation.status ?? 200));
    } catch (error) {
      await noteRefusal(context, error, {
        operation: `${operation.method} ${operation.path}`,
        params: textsOf(params),
      });
      return withPolicy(problemResponse(error, requestId));
    }
  };
}

/** Data is no page: opened as one it runs and loads nothing. A document brings a policy of its own. */
function withPolicy(response: Response): Response {
  if (!response.headers.has("content-security-policy"))
    response.headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  return response;
}

const textsOf = (params: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((params ?? {}) as Record<string, unknown>).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );

function storable(given: unknown): unknown {
  refuseNul(given);
  return given;
}

function toResponse(result: unknown, status: number): Response {
  if (result instanceof Response) return result;
  if (result === undefined) return new Response(null, { status: status === 200 ? 204 : status });
  return Response.json(result, { status, headers: { "cache-control": "no-store" } });
}
