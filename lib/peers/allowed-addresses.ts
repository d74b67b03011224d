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
  return forbidden(await addressesOf(host));
}

/**
 * The one address to connect to: resolved once and looked at again, so that a name that has come to mean this
 * machine since it was registered leads nowhere.
 * @throws PeerAddressError
 */
export async function checkedAddress(host: string): Promise<string> {
  const addresses = await addressesOf(host);
  const bad = forbidden(addresses);
  const [first] = addresses;
  if (bad !== undefined || first === undefined) throw new PeerAddressError(`The host ${host} ${bad}.`);
  return first;
}

export class PeerAddressError extends Error {
  override readonly name = "PeerAddressError";
}

const FORBIDDEN = ["loopback", "linkLocal", "unspecified", "broadcast", "multicast", "reserved"];

function forbidden(addresses: string[]): string | undefined {
  if (addresses.length === 0) return "can't be found";
  if (env.ALLOW_LOOPBACK_PEERS) return undefined;
  return addresses.some((address) => FORBIDDEN.includes(ipaddr.parse(address).range()))
    ? "is a loopback, link-local or reserved address"
    : undefined;
}
