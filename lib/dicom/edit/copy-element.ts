import { joinBytes } from "../encode-data-set";
import { DicomError } from "../errors";
import type { DataSet, DicomElement } from "../model";
import type { Layout } from "../scan-layout";
import { TAG, tagToHex } from "../tags";
import { encodeElementIn, encodeItemIn } from "./encode";
import { isGroupLength, textInUtf8, UTF8_TERM } from "./to-utf8";

/** An element as it is, to stand elsewhere in the same data set: its bytes, or its text in UTF-8. */
export function copyElement(
  dataSet: DataSet,
  element: DicomElement,
  layout: Layout,
  toUtf8: boolean,
): Uint8Array {
  const { tag, vr, items } = element;
  if (items) {
    const copies = items.map((item) =>
      encodeItemIn(
        layout,
        [...item.elements.values()]
          .filter((inner) => !isGroupLength(inner.tag))
          .map((inner) => copyElement(item, inner, layout, toUtf8)),
      ),
    );
    return encodeElementIn(layout, tag, "SQ", joinBytes(copies));
  }
  const isTerm = toUtf8 && tag === TAG.SpecificCharacterSet;
  const value = isTerm ? UTF8_TERM : (toUtf8 && textInUtf8(dataSet, element)) || element.value;
  if (!value)
    throw new DicomError("TOO_LARGE_VALUE", `The value of ${tagToHex(tag)} is too long to be kept.`);
  return encodeElementIn(layout, tag, vr, value);
}
