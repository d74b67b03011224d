import ipaddr from "ipaddr.js";
import type { Locale } from "@/lib/context";
import { env } from "@/lib/env";
import { isLocale, LOCALE_COOKIE, matchLocale } from "@/lib/i18n";

/** A web Request, or Node's IncomingMessage and what looks like one. */
export type AnyRequest =
  | Request
  | {
      method?: string;
      headers: Record<string, string | string[] | undefined>;
      socket?: { remoteAddress?: string };
    };

/** What sign-in needs to know of a request, whatever brought it. */
export interface RequestFacts {
  method: string;
  header(name: string): string | undefined;
  cookie(name: string): string | undefined;
  remoteAddress: string | undefined;
  userAgent: string | undefined;
  locale: Locale;
}

/**
 * Set by the Node server on every request that it hands to Next, whose own request object doesn't know the socket;
 * whatever a client sent under this name is overwritten there.
 */
export const REMOTE_ADDRESS_HEADER = "x-beeldbrug-remote-address";

export function requestFacts(request: AnyRequest): RequestFacts {
  const header = headerReader(request.headers);
  const socketAddress = "socket" in request ? request.socket?.remoteAddress : undefined;
  return factsFrom(
    request.method ?? "GET",
    header,
    socketAddress === undefined ? header(REMOTE_ADDRESS_HEADER) : remoteAddressOf(socketAddress, header),
  );
}

/** For server components and actions, which have headers only. */
export function headerFacts(headers: Headers): RequestFacts {
  const header = headerReader(headers);
  return factsFrom("GET", header, header(REMOTE_ADDRESS_HEADER));
}

/** The Node server calls this for every request before Next sees it. */
export function stampRemoteAddress(request: {
  headers: Record<string, string | string[] | undefined>;
  socket?: { remoteAddress?: string };
}): void {
  const address = remoteAddressOf(request.socket?.remoteAddress, headerReader(request.headers));
  if (address === undefined) delete request.headers[REMOTE_ADDRESS_HEADER];
  else request.headers[REMOTE_ADDRESS_HEADER] = address;
}

/** With TRUST_PROXY the last entry of X-Forwarded-For counts: the proxy wrote it, those before it anybody may have. */
function remoteAddressOf(
  socketAddress: string | undefined,
  header: RequestFacts["header"],
): string | undefined {
  const forwarded = env.TRUST_PROXY ? header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return normalAddress(forwarded) ?? normalAddress(socketAddress);
}

const MOST_ADDRESSES = 1000;
/** The same few are asked for with every request. */
const normalAddresses = new Map<string, string>();

function normalAddress(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const known = normalAddresses.get(address);
  if (known !== undefined || !ipaddr.isValid(address)) return known;
  const normal = ipaddr.process(address).toString();
  if (normalAddresses.size >= MOST_ADDRESSES) normalAddresses.clear();
  normalAddresses.set(address, normal);
  return normal;
}

/** One attacker has a whole IPv6 /64: limits count it as one address. */
export function addressBlock(address: string | undefined): string {
  if (address === undefined || !ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`;
}

function headerReader(
  headers: Headers | Record<string, string | string[] | undefined>,
): RequestFacts["header"] {
  if (headers instanceof Headers) return (name) => headers.get(name) ?? undefined;
  return (name) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(", ") : value;
  };
}

function factsFrom(
  method: string,
  header: RequestFacts["header"],
  remoteAddress: string | undefined,
): RequestFacts {
  const cookies = parseCookies(header("cookie"));
  const chosen = cookies.get(LOCALE_COOKIE);
  return {
    method: method.toUpperCase(),
    header,
    cookie: (name) => cookies.get(name),
    remoteAddress,
    userAgent: header("user-agent")?.slice(0, 300),
    locale: isLocale(chosen) ? chosen : matchLocale(header("accept-language")),
  };
}

/** RFC 6265 5.4: the first of two cookies with one name is the more specific one. */
function parseCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header?.split(";") ?? []) {
    const at = pair.indexOf("=");
    if (at < 0) continue;
    const name = pair.slice(0, at).trim();
    if (!cookies.has(name)) cookies.set(name, decode(pair.slice(at + 1).trim()));
  }
  return cookies;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
