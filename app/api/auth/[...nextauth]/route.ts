import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions, requestFacts } from "@/lib/auth";
import { ProblemError } from "@/lib/errors";
import { problemResponse, readText } from "@/lib/http";

type RouteContext = { params: Promise<{ nextauth: string[] }> };

/** An address, a password and where to go on; next-auth itself reads whatever comes, from anybody. */
const MAX_FORM_BYTES = 100_000;

async function handler(request: NextRequest, route: RouteContext): Promise<Response> {
  try {
    return await NextAuth(await formOf(request), route, authOptions(requestFacts(request)));
  } catch (error) {
    return problemResponse(error, randomUUID());
  }
}

/** What our own pages send and the organisation's login answers with: a form, whose values are texts. */
async function formOf(request: NextRequest): Promise<NextRequest> {
  if (request.method !== "POST") return request;
  const { url, method, headers } = request;
  if (headers.get("content-type")?.includes("json"))
    throw new ProblemError(415, "unsupported_media_type", "This address takes forms.");
  return new NextRequest(url, { method, headers, body: await readText(request, MAX_FORM_BYTES) });
}

export { handler as GET, handler as POST };
