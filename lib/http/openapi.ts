import { z } from "zod";
import type { ApiOperation } from "@/lib/api";
import { env } from "@/lib/env";
import { apiOperations } from "./api-catalogue";

/** OpenAPI 3.1 of `/api/v1`, made from the schemas that check the input. */
export function openApiDocument(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of apiOperations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describeOperation(operation),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Beeldbrug",
      version: "1",
      description: "Errors are RFC 9457 application/problem+json with a stable `code`.",
    },
    servers: [{ url: `${env.BASE_URL}/api/v1` }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
      schemas: {
        Problem: {
          type: "object",
          required: ["type", "title", "status", "code"],
          properties: {
            type: { type: "string" },
            title: { type: "string" },
            status: { type: "integer" },
            code: { type: "string" },
            requestId: { type: "string" },
          },
        },
      },
    },
    paths,
  };
}

function describeOperation(operation: ApiOperation): Record<string, unknown> {
  const status = String(operation.status ?? (operation.response ? 200 : 204));
  const problem = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return {
    summary: operation.summary,
    operationId: operationId(operation),
    ...(operation.isPublic && { security: [] }),
    parameters: [...parameters("path", operation.params), ...parameters("query", operation.query)],
    ...(operation.body && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: inputSchema(operation.body) } },
      },
    }),
    responses: {
      [status]: operation.response
        ? {
            description: "Done",
            content: { "application/json": { schema: outputSchema(operation.response) } },
          }
        : { description: "Done" },
      default: { description: "Refused or failed", content: problem },
    },
  };
}

function parameters(place: "path" | "query", schema: z.ZodType | undefined): unknown[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = inputSchema(schema) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

const inputSchema = (schema: z.ZodType) => jsonSchema(schema, "input");
const outputSchema = (schema: z.ZodType) => jsonSchema(schema, "output");

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

/** "POST /shares/{id}/revoke" → "post_shares_id_revoke". */
function operationId({ method, path }: ApiOperation): string {
  return [method.toLowerCase(), ...path.split(/[/{}]+/).filter(Boolean)].join("_");
}
