import { demoStudyUid } from "@/prisma/seed";
import { expect, test } from "./fixtures";
import { greyValues } from "./viewer-support";

test("another system opens a study by accession number or a patient's newest, after sign-in", async ({
  page,
  signIn,
}) => {
  const launch =
    "/viewer?requestType=STUDY&accessionNumber=N2611160042&viewerType=IHE_BIR&diagnosticQuality=true";
  await page.goto(launch);
  await expect(page).toHaveURL(/sign-in/);
  await page.getByLabel(/e-mail/i).fill("sender@noord.example");
  await page.getByLabel(/wachtwoord/i).fill("beeldbrug");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("patient-banner").first()).toContainText("Jansen", { timeout: 60_000 });
  await expect.poll(() => greyValues(page), { timeout: 60_000 }).toBeGreaterThan(20);

  const number = await page.getByTestId("patient-banner").first().locator("dd").nth(2).textContent();
  const byPatient = `/viewer?requestType=PATIENT&patientID=${encodeURIComponent(`${number}^^^`)}`;
  await page.goto(`${byPatient}&modalitiesInStudy=CT&mostRecentResults=1&patientName=Jansen%5EAnna`);
  await expect(page.getByTestId("patient-banner").first()).toContainText("16-11-2026", { timeout: 60_000 });

  // A number that goes with another name is another patient: nothing is shown.
  const refused = await page.goto(`${byPatient}&patientName=Smit`);
  expect(refused?.status()).toBe(404);
  expect((await page.goto("/viewer?requestType=STUDY"))?.status()).toBe(404);

  // What isn't the organisation's own isn't there.
  await page.context().clearCookies();
  await signIn("radiologist@zuid.example");
  expect((await page.goto(launch))?.status()).toBe(404);
});

test("who asks for key images begins with their list and the first of them", async ({ page, signIn }) => {
  await signIn("radiologist@zuid.example");
  await page.goto(`/viewer?studyUID=${demoStudyUid("zuid-ct-devries")}&keyImagesOnly=true`);
  await expect(page.getByTestId("panel-keyImages")).toBeVisible({ timeout: 60_000 });
  // The key object points at the image with the largest lesion, where it was measured.
  await expect(page.getByTestId("markings-canvas").first()).toHaveAttribute("data-labels", /Long Axis/);
});

test("nobody may frame the viewer or any other page unless the installation says who", async ({
  page,
  signIn,
}) => {
  await signIn("sender@noord.example");
  const study = demoStudyUid("noord-ct-jansen-2026");
  for (const path of ["/", "/studies", `/viewer?studyUID=${study}`]) {
    const policy = (await page.request.get(path)).headers()["content-security-policy"];
    expect(policy).toContain("frame-ancestors 'none'");
  }
  const framed = await page.request.get(`/viewer?studyUID=${study}`, {
    headers: { "sec-fetch-dest": "iframe", cookie: "" },
  });
  expect(await framed.text()).toContain("Openen in een eigen venster");
});
