import type { Browser } from "@playwright/test";
import { visit } from "./visitor";

/** Links that no longer open, and a link for somebody else: sent for the pictures by who may. */
export interface Refused {
  revoked: string;
  expired: string;
}

export const NOTHING_REFUSED: Refused = { revoked: "none", expired: "none" };

export async function prepareRefused(browser: Browser, address: string): Promise<Refused> {
  const sender = await visit(browser, address, "nl", "sender@noord.example");
  const { items } = await sender.api<{ items: { studyInstanceUid: string }[] }>("/api/v1/studies/search", {
    modality: "DX",
    limit: 1,
  });
  const found = await sender.api<{ items: { addressId: string }[] }>("/api/v1/directory/search", {
    q: "radiologist@zuid.example",
  });
  const send = (expiresAt?: string) =>
    sender.api<{ id: string }>("/api/v1/shares", {
      studies: items.map(({ studyInstanceUid }) => ({ studyInstanceUid })),
      recipients: found.items.slice(0, 1).map(({ addressId }) => ({ addressId })),
      purpose: "CONSULT",
      priority: "ROUTINE",
      message: "Graag meekijken.",
      ...(expiresAt && { expiresAt }),
    });
  const expired = await send(new Date(Date.now() + 3_000).toISOString());
  const revoked = await send();
  await sender.api(`/api/v1/shares/${revoked.id}/revoke`, {});
  await sender.page.waitForTimeout(3_000);
  await sender.page.context().close();
  return { revoked: revoked.id, expired: expired.id };
}
