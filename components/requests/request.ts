/** What `/api/v1/requests` answers, as these screens use it. */
export type { ImageRequestView, PatientMatch, RequestPage } from "@/lib/requests";

export const GROUNDS = ["TREATMENT", "CONSENT", "EMERGENCY"] as const;
export type Ground = (typeof GROUNDS)[number];
export const MODALITIES = ["CT", "MR", "CR", "DX", "US", "MG", "PT", "NM", "XA"] as const;

export type RequestBoxName = "received" | "sent";

/** What a box's list asks for, and the key that its answer is kept under. */
export const requestQuery = (box: RequestBoxName) => ({
  queryKey: ["requests", "list", box],
  query: { box },
});
