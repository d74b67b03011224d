import type { Page } from "@playwright/test";
import { newUid, writePart10 } from "@/lib/dicom";
import { demoStudyUid } from "@/prisma/seed";
import { expect, test } from "./fixtures";
import { markedImage, patientOf, SIZE, SPACING } from "./marked-series";
import { openViewer, removeStudy, storeFiles } from "./viewer-support";

const canvas = (page: Page) => page.getByTestId("markings-canvas").first();
const shapes = async (page: Page) => Number((await canvas(page).getAttribute("data-shapes")) ?? 0);

/** How many pixels of the markings' own canvas have a colour at all. */
const painted = (page: Page) =>
  canvas(page).evaluate((node) => {
    const element = node as HTMLCanvasElement;
    const data = element.getContext("2d")?.getImageData(0, 0, element.width, element.height).data ?? [];
    let count = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i]) count += 1;
    return count;
  });

/** The count once it is the same twice: shapes are fetched one after another, and the panel changes the image's size. */
async function settled(page: Page): Promise<number> {
  let before = 0;
  await expect
    .poll(async () => {
      const now = await painted(page);
      const isSame = now > 0 && now === before;
      before = now;
      return isSame;
    })
    .toBe(true);
  return before;
}

test("segments, contours and measured lines lie over their image, with a legend that switches them", async ({
  page,
  signIn,
}) => {
  await signIn("radiologist@zuid.example");
  await openViewer(page, demoStudyUid("zuid-ct-devries"));
  await page.getByRole("button", { name: /^(Sleutelbeelden|Key images)$/ }).click();
  const panel = page.getByTestId("panel-keyImages");
  // The key object points at the image with the largest lesion.
  await panel
    .getByRole("button", { name: /Thorax|Abdomen|portoveneus/ })
    .first()
    .click();
  await expect.poll(() => shapes(page)).toBeGreaterThanOrEqual(4);
  await expect(canvas(page)).toHaveAttribute("data-labels", /Haard 1\s+Long Axis \d+(\.\d+)? mm/);
  await page.getByRole("button", { name: /^(Over de beelden|Over the images)$/ }).click();
  const legend = page.getByTestId("panel-markings");
  const everything = legend.getByRole("checkbox", { name: /Alles tonen|Show all/ });
  await everything.uncheck();
  await expect.poll(() => painted(page)).toBe(0);
  await everything.check();
  const all = await settled(page);
  const count = await shapes(page);
  expect(all).toBeGreaterThan(500);
  const lesion = legend.getByRole("checkbox", { name: /Haard 1.*Leverhaarden/ });
  await lesion.uncheck();
  await expect.poll(() => painted(page)).toBeLessThan(all * 0.9);
  await lesion.check();
  await expect.poll(() => shapes(page)).toBe(count);
  // Not to the pixel: a canvas that is read often is drawn by the processor, whose edges are other ones.
  await expect.poll(async () => Math.abs((await painted(page)) - all)).toBeLessThan(all * 0.01);

  await legend.getByRole("combobox").selectOption({ index: 1 });
  await expect(canvas(page)).toHaveAttribute("data-labels", /Metastase segment VII/);
  await expect(page.getByTestId("overlays").first()).toContainText(/L 90\s+W 150/);
  await legend.getByRole("combobox").selectOption({ index: 0 });
  await expect(canvas(page)).not.toHaveAttribute("data-labels", /Metastase/);
  await expect(page.getByTestId("overlays").first()).not.toContainText(/L 90\s+W 150/);
});

const PLANE = {
  orientation: ["1", "0", "0", "0", "1", "0"],
  position: ["0", "0", "0"],
  spacing: [String(SPACING.down), String(SPACING.across)],
};

/** A label map of one 16-bit frame (Supplement 243): the liver in 1,200 pixels, the spleen in 400. */
function labelMap(StudyInstanceUID: string, FrameOfReferenceUID: string): Uint8Array {
  const labels = new Uint16Array(SIZE.columns * SIZE.rows);
  const fill = (left: number, top: number, width: number, height: number, label: number) => {
    for (let y = top; y < top + height; y += 1)
      labels.fill(label, y * SIZE.columns + left, y * SIZE.columns + left + width);
  };
  fill(40, 30, 40, 30, 1);
  fill(90, 60, 20, 20, 300);
  const segment = (SegmentNumber: number, SegmentLabel: string) => ({ SegmentNumber, SegmentLabel });
  const attributes = {
    SpecificCharacterSet: "ISO_IR 192",
    ...patientOf(StudyInstanceUID),
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.66.7",
    SOPInstanceUID: newUid(),
    StudyInstanceUID,
    SeriesInstanceUID: newUid(),
    FrameOfReferenceUID,
    Modality: "SEG",
    SeriesNumber: 2,
    ContentLabel: "ORGANEN",
    SegmentationType: "LABELMAP",
    SamplesPerPixel: 1,
    PhotometricInterpretation: "MONOCHROME2",
    Rows: SIZE.rows,
    Columns: SIZE.columns,
    NumberOfFrames: 1,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
    PixelPaddingValue: 0,
    SegmentSequence: [segment(0, "Achtergrond"), segment(1, "Lever"), segment(300, "Milt")],
    SharedFunctionalGroupsSequence: [
      {
        PlaneOrientationSequence: [{ ImageOrientationPatient: PLANE.orientation }],
        PixelMeasuresSequence: [{ PixelSpacing: PLANE.spacing, SliceThickness: "1" }],
      },
    ],
    PerFrameFunctionalGroupsSequence: [{ PlanePositionSequence: [{ ImagePositionPatient: PLANE.position }] }],
  };
  return Buffer.concat(writePart10(attributes, { frames: [new Uint8Array(labels.buffer)], vr: "OW" }));
}

test("label maps, and overlays in the bits above the image, are drawn in their size and switched by the legend", async ({
  page,
  signIn,
}) => {
  await signIn("admin@noord.example");
  const [study, frameOfReference] = [newUid(), newUid()];
  const overlay = {
    BitsStored: 12,
    HighBit: 11,
    "60000010": { vr: "US", Value: [SIZE.rows] },
    "60000011": { vr: "US", Value: [SIZE.columns] },
    "60000022": { vr: "LO", Value: ["Kader"] },
    "60000040": { vr: "CS", Value: ["G"] },
    "60000050": { vr: "SS", Value: [1, 1] },
    "60000100": { vr: "US", Value: [16] },
    "60000102": { vr: "US", Value: [12] },
  };
  const image = markedImage(
    study,
    1,
    {
      ...overlay,
      FrameOfReferenceUID: frameOfReference,
      ImageOrientationPatient: PLANE.orientation,
      ImagePositionPatient: PLANE.position,
      PixelSpacing: PLANE.spacing,
    },
    (column, row) => (column >= 40 && column < 60 && row >= 70 && row < 90 ? 1 << 12 : 0),
  );
  expect(await storeFiles(page, [image, labelMap(study, frameOfReference)])).toBe("");
  try {
    await openViewer(page, study);
    await page.getByRole("button", { name: /^(Over de beelden|Over the images)$/ }).click();
    const legend = page.getByTestId("panel-markings");
    const all = ["Kader", "Lever", "Milt"].map((name) =>
      legend.getByRole("checkbox", { name: new RegExp(name) }),
    );
    for (const each of all) await expect(each).toBeChecked();
    await expect(legend).not.toContainText("Achtergrond");
    await expect.poll(() => shapes(page)).toBe(3);
    for (const each of all) await each.uncheck();
    await expect.poll(() => painted(page)).toBe(0);
    const sizes: number[] = [];
    for (const each of all) {
      await each.check();
      sizes.push(await settled(page));
      await each.uncheck();
      await expect.poll(() => painted(page)).toBe(0);
    }
    const [frame = 0, liver = 0, spleen = 0] = sizes;
    expect(liver / spleen).toBeGreaterThan(2.9);
    expect(liver / spleen).toBeLessThan(3.1);
    expect(frame / spleen).toBeGreaterThan(0.95);
    expect(frame / spleen).toBeLessThan(1.05);
  } finally {
    await removeStudy(page, study);
  }
});
