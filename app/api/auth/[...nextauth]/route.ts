import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions, requestFacts } from "@/lib/auth";

type RouteContext = { params: Promise<{ nextauth: string[] }> };

const handler = (request: NextRequest, route: RouteContext): Promise<Response> =>
  NextAuth(request, route, authOptions(requestFacts(request)));

export { handler as GET, handler as POST };
