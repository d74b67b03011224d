import { createHash } from "node:crypto";

/** UID under 2.25 (PS3.5 B.2) from a name: the first 128 bits of its SHA-256, made a version 8 UUID. */
export function uidFromName(name: string): string {
  const bytes = createHash("sha256").update(`beeldbrug-demo/${name}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return `2.25.${BigInt(`0x${bytes.toString("hex")}`)}`;
}
