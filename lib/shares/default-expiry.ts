import type { Purpose } from "@/lib/db/generated/enums";

/** How many days a share lives unless the sender says otherwise: as long as the purpose usually takes. */
export const DAYS_BY_PURPOSE: Record<Purpose, number> = {
  REFERRAL: 90,
  TRANSFER: 30,
  MDO: 30,
  // Thinking along takes days; who needs longer says so.
  CONSULT: 7,
  SECOND_OPINION: 60,
  COMPARISON: 30,
};

export function defaultExpiry(purpose: Purpose, now = new Date()): Date {
  return new Date(now.getTime() + DAYS_BY_PURPOSE[purpose] * 86_400_000);
}
