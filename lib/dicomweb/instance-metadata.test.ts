import { expect, it } from "vitest";
import { metadataOf } from "./instance-metadata";

const URL_OF = "https://x.example/dicom-web/studies/1/series/2/instances/3";
const stored =
  '{"00080016":{"vr":"UI","Value":["1.2"]},"00080060":{"vr":"CS","Value":["XC"]},"00081030":{"vr":"LO"},"60000010":{"vr":"US","Value":[1]},"7FE00010":{"vr":"OB","BulkDataURI":"bulkdata/7FE00010"}}';

it("puts bulk data below the instance, and nothing else into what is complete", () => {
  expect(metadataOf(stored, URL_OF, "1.2.840.10008.1.2.1")).toBe(
    stored.replace("bulkdata/", `${URL_OF}/bulkdata/`),
  );
});

it("says of a video that it is one, in the order of tags", () => {
  const text = metadataOf(stored, URL_OF, "1.2.840.10008.1.2.4.102");
  expect(text).toContain('"00083002":{"vr":"UI","Value":["1.2.840.10008.1.2.4.102"]},"60000010"');
  expect(text).toContain(`${URL_OF}/bulkdata/7FE00010`);
  const tags = [...text.matchAll(/"([0-9A-F]{8})":/g)].map(([, tag]) => tag);
  expect(tags).toEqual([...tags].sort());
});

it("gives a modality to what has none", () => {
  const text = metadataOf('{"00080016":{"vr":"UI"},"00100010":{"vr":"PN"}}', URL_OF, "1.2.840.10008.1.2");
  expect(text).toBe('{"00080016":{"vr":"UI"},"00080060":{"vr":"CS","Value":["OT"]},"00100010":{"vr":"PN"}}');
});
