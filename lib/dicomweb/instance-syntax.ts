import { canDecode, EXPLICIT_LITTLE_ENDIAN } from "@/lib/rendering";

/**
 * How to give an instance to a client that asked for a transfer syntax: as it is stored, in Explicit VR Little
 * Endian, or not at all (PS3.18 8.7.3.5). Who names none gets the default, Explicit VR Little Endian, where pixels
 * can be decoded at all; "*" takes what is there.
 */
export function instanceSyntax(stored: string, asked: string | undefined): string | undefined {
  if (asked === "*" || asked === stored) return stored;
  if (asked !== undefined && asked !== EXPLICIT_LITTLE_ENDIAN) return undefined;
  if (canDecode(stored)) return EXPLICIT_LITTLE_ENDIAN;
  return asked === undefined ? stored : undefined;
}
