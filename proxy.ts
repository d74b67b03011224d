import { type NextRequest, NextResponse } from "next/server";

/** Tells server components their own address, for "sign in, and back". Rights are checked by the pages and the verbs. */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.set("x-beeldbrug-path", request.nextUrl.pathname + request.nextUrl.search);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: ["/((?!_next/|api/|.*\\.(?:svg|png|ico|txt|js|css|wasm|map|woff2)$).*)"] };
