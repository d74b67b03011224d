import PostalMime from "postal-mime";

export interface BounceReport {
  /** Addresses that the report itself was sent to, as its headers have them. */
  sentTo: string[];
  /** One per recipient that it reports on. */
  recipients: { action: string; status: string; diagnostic: string }[];
}

const ADDRESSED = new Set(["to", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to"]);

/**
 * Reads a delivery status notification (RFC 3464). Anything else (an out-of-office answer, somebody's reply) has no
 * recipients in the answer.
 */
export async function readBounce(raw: Uint8Array): Promise<BounceReport> {
  const mail = await PostalMime.parse(raw, {
    attachmentEncoding: "arraybuffer",
    forceRfc822Attachments: true,
  });
  const sentTo = mail.headers
    .filter(({ key }) => ADDRESSED.has(key.toLowerCase()))
    .flatMap(({ value }) => value.match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? []);
  const status = mail.attachments.find(({ mimeType }) => mimeType === "message/delivery-status");
  return { sentTo, recipients: status ? recipientsIn(textOf(status.content)) : [] };
}

function textOf(content: ArrayBuffer | Uint8Array | string): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}

/** The groups of fields after the first, which is about the message as a whole (RFC 3464 2.1). */
function recipientsIn(text: string): BounceReport["recipients"] {
  return text
    .split(/\r?\n(?:[ \t]*\r?\n)+/)
    .map(fieldsOf)
    .filter((fields) => fields.has("action"))
    .map((fields) => ({
      action: fields.get("action")?.toLowerCase() ?? "",
      status: fields.get("status") ?? "",
      // "smtp; 550 5.1.1 …": the type says nothing to a reader.
      diagnostic: (fields.get("diagnostic-code") ?? "").replace(/^\s*[\w-]+\s*;\s*/, ""),
    }));
}

function fieldsOf(group: string): Map<string, string> {
  const lines = group.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const colon = line.indexOf(":");
      return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
    }),
  );
}
