import type { RecipientView } from "@/lib/shares";

/**
 * An addressee as a sentence says it: the address book's "Leeuwen, M. van (Marit)" is Marit van Leeuwen. A mailbox, and
 * a name of another make, stays as it is.
 */
export function spokenName({ name, kind }: Pick<RecipientView, "name" | "kind">): string {
  const parts = kind === "PRACTITIONER" ? /^([^,]+), ([^()]*?)\s*(?:\(([^()]+)\))?$/.exec(name) : null;
  if (!parts) return name;
  const [, family = "", between = "", call = ""] = parts;
  const words = between.split(" ").filter(Boolean);
  const initials = words.filter((word) => word.includes("."));
  const prefix = words.filter((word) => !word.includes("."));
  return [call || initials.join(" "), ...prefix, family].filter(Boolean).join(" ");
}
