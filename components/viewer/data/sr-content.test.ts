import { expect, test } from "vitest";
import type { DicomJson } from "./dicom-json";
import { srContent } from "./sr-content";

const named = (meaning: string, extra: DicomJson): DicomJson => ({
  "0040A043": { Value: [{ "00080104": { Value: [meaning] } }] },
  ...extra,
});

test("reads headings, texts, codes and measurements of a report", () => {
  const report = named("Radiology report", {
    "0040A730": {
      Value: [
        named("Findings", {
          "0040A040": { Value: ["CONTAINER"] },
          "0040A730": {
            Value: [
              named("Finding", {
                "0040A040": { Value: ["TEXT"] },
                "0040A160": { Value: ["<b>no</b> nodules"] },
              }),
              named("Diameter", {
                "0040A040": { Value: ["NUM"] },
                "0040A300": {
                  Value: [
                    {
                      "0040A30A": { Value: ["4.5"] },
                      "004008EA": { Value: [{ "00080100": { Value: ["mm"] } }] },
                    },
                  ],
                },
              }),
            ],
          },
        }),
        named("Conclusion", {
          "0040A040": { Value: ["CODE"] },
          "0040A168": { Value: [{ "00080104": { Value: ["Normal"] } }] },
        }),
      ],
    },
  });
  expect(srContent(report)).toEqual({
    heading: "Radiology report",
    value: "",
    children: [
      {
        heading: "Findings",
        value: "",
        children: [
          { heading: "Finding", value: "<b>no</b> nodules", children: [] },
          { heading: "Diameter", value: "4.5 mm", children: [] },
        ],
      },
      { heading: "Conclusion", value: "Normal", children: [] },
    ],
  });
});

const of = (type: string, values: DicomJson = {}): DicomJson => ({
  "0040A040": { Value: [type] },
  ...values,
});
const sequence = (...entries: DicomJson[]) => ({ Value: entries });

test("what a report points at is named and counted, what says nothing is left out", () => {
  const { children } = srContent(
    named("Report", {
      "0040A730": sequence(
        named(
          "Image Library",
          of("CONTAINER", { "0040A730": sequence(of("IMAGE"), of("IMAGE"), of("IMAGE")) }),
        ),
        of("CONTAINER", { "0040A730": sequence(of("TEXT", { "0040A160": { Value: ["zonder kop"] } })) }),
        of("CONTAINER"),
        named("Path", of("SCOORD")),
        { "0040DB73": { Value: [1, 3, 2] } },
        named(
          "Volume",
          of("NUM", { "0040A301": sequence({ "00080104": { Value: ["Measurement failure"] } }) }),
        ),
        named("Study Date", of("DATE", { "0040A121": { Value: ["19860311"] } })),
      ),
    }),
  );
  const line = (kind: string, count: number, part = "") => ({ kind, count, part });
  expect(children).toEqual([
    {
      heading: "Image Library",
      value: "",
      children: [{ heading: "", value: "", reference: line("images", 3), children: [] }],
    },
    { heading: "", value: "zonder kop", children: [] },
    { heading: "Path", value: "", reference: line("region", 1), children: [] },
    { heading: "", value: "", reference: line("part", 1, "1.3.2"), children: [] },
    { heading: "Volume", value: "Measurement failure", children: [] },
    { heading: "Study Date", value: "11-03-1986", children: [] },
  ]);
});
