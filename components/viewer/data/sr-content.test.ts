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
