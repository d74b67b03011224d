import { expect, test, vi } from "vitest";
import { type KeyImage, keyImages } from "./key-images";

const { api } = vi.hoisted(() => ({ api: vi.fn() }));
vi.mock("@/components/api-client", () => ({ api }));

const mark = (id: string): KeyImage => ({
  id,
  studyInstanceUid: "1.2",
  seriesInstanceUid: "1.2.3",
  sopInstanceUid: `1.2.3.${id}`,
  frame: 1,
  note: "",
  author: "M. van Leeuwen",
  organization: "Ziekenhuis Zuid",
  isOwn: true,
  createdAt: "2026-11-22T10:00:00.000Z",
});

test("a mark that is made while the list is on its way stays", async () => {
  let answer: (list: unknown) => void = () => {};
  api.mockReturnValueOnce(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  const loading = keyImages.load("/dicom-web", "1.2");
  api.mockResolvedValueOnce(mark("2"));
  const series = { studyInstanceUid: "1.2", seriesInstanceUid: "1.2.3" };
  await keyImages.note(series, { sopInstanceUid: "1.2.3.2", frame: 1 }, "");
  // Asked again, the list has both.
  api.mockResolvedValueOnce({ items: [mark("1"), mark("2")] });
  answer({ items: [mark("1")] });
  await loading;
  expect(keyImages.get().map(({ id }) => id)).toEqual(["1", "2"]);
});
