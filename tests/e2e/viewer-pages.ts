import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** A study of the own archive by modality and words of its description. */
export async function findStudy(page: Page, modality: string, text: string): Promise<string> {
  const answer = await page.request.post("/api/v1/studies/search", {
    data: { modality, text },
    headers: { origin: new URL(page.url()).origin },
  });
  const { items } = (await answer.json()) as { items: { studyInstanceUid: string }[] };
  const [study] = items;
  if (!study) throw new Error(`the demo has no ${modality} ${text}`);
  return study.studyInstanceUid;
}

/** Opens a study and waits until its first image is drawn and takes keys. */
export async function openViewer(page: Page, study: string): Promise<void> {
  await page.goto(`/viewer?studyUID=${study}`);
  await expect(page.locator("[data-shown-index]").first()).toBeVisible({ timeout: 60_000 });
  await page.getByTestId("viewport-1").focus();
}
