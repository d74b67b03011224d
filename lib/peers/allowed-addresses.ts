import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import { env } from "@/lib/env";

/** All addresses of a host; empty when the name can't be resolved now. */
export async function addressesOf(host: string): Promise<string[]> {
  if (ipaddr.isValid(host)) return [canonicalAddress(host)];
  try {
    return (await lookup(host, { all: true })).map(({ address }) => canonicalAddress(address));
  } catch {
    return [];
  }
}

/** IPv4 addresses in their IPv6 clothing become IPv4 again, so that addresses can be compared. */
export function canonicalAddress(address: string): string {
  const bare = address.replace(/%.*$/, "");
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : bare;
}

/** Why a host typed by an administrator can't be used, or nothing: it must not lead into this machine. */
export async function findForbiddenAddress(host: string): Promise<string | undefined> {
  const addresses = await addressesOf(host);
  if (addresses.length === 0) return "can't be found";
  if (env.ALLOW_LOOPBACK_PEERS) return undefined;
  const forbidden = ["loopback", "linkLocal", "unspecified", "broadcast", "multicast", "reserved"];
  return addresses.some((address) => forbidden.includes(ipaddr.parse(address).range()))
    ? "is a loopback, link-local or reserved address"
    : undefined;
}
