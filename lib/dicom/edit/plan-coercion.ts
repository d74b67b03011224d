import { characterSetOf } from "../character-set";
import { getString } from "../data-set";
import { tagOf } from "../dictionary";
import type { DicomElement } from "../model";
import { BSN_ISSUER, findBsn } from "../patient-identifiers";
import type { ScannedHead } from "../scan-part10";
import { TAG, type Tag } from "../tags";
import { copyElement } from "./copy-element";
import { encodeElementIn, encodeItemIn } from "./encode";
import { encodeText } from "./encode-text";
import { inOrder, type Splice } from "./splice";
import { convertElement, isGroupLength, removeElement, UTF8_TERM } from "./to-utf8";

/** Attributes that an import may replace, with their VRs. */
const COERCIBLE = {
  AccessionNumber: "SH",
  PatientName: "PN",
  PatientID: "LO",
  IssuerOfPatientID: "LO",
  PatientBirthDate: "DA",
  PatientSex: "CS",
} as const;

/** What says more about a replaced value, and would be wrong beside the new one. */
const QUALIFIERS: Partial<Record<keyof typeof COERCIBLE, string[]>> = {
  AccessionNumber: ["IssuerOfAccessionNumberSequence"],
  PatientID: ["TypeOfPatientID", "IssuerOfPatientIDQualifiersSequence"],
};

/** Local values that replace those of another organisation (IHE IRWF.b), and what is written down about it. */
export interface Coercion {
  /** Decoded text; "" empties an attribute, what is left out stays. */
  values: { [keyword in keyof typeof COERCIBLE]?: string };
  /** (0400,0563), at most 64 characters. */
  modifyingSystem: string;
  /** (0400,0564), at most 64 characters. */
  sourceOfPreviousValues: string;
  modifiedAt: Date;
}

const LENGTH_TO_END: Tag = 0x00080001;

/**
 * How a header is to be changed; nothing at all when it says already what it should. Replaced values are kept in
 * the Original Attributes Sequence (PS3.3 C.12.1), a BSN that stood in Patient ID among the other patient IDs. The
 * character set stays unless the new values don't fit it: then all text of the header becomes UTF-8.
 * @throws DicomError TOO_LARGE_VALUE
 */
export function planCoercion(head: ScannedHead, coercion: Coercion): Splice[] {
  const { dataSet, layout } = head;
  const changes = (Object.keys(COERCIBLE) as (keyof typeof COERCIBLE)[]).flatMap((keyword) => {
    const text = coercion.values[keyword];
    if (text === undefined || text === (getString(dataSet, keyword) ?? "")) return [];
    return [{ keyword, tag: tagOf(keyword), vr: COERCIBLE[keyword], text }];
  });
  if (changes.length === 0) return [];
  const terms = characterSetOf(dataSet);
  const { modifyingSystem, sourceOfPreviousValues } = coercion;
  const written = [...changes.map(({ text }) => text), modifyingSystem, sourceOfPreviousValues];
  const toUtf8 = written.some((text) => encodeText(text, terms) === undefined);
  const encode = (text: string) => encodeText(text, toUtf8 ? ["ISO_IR 192"] : terms) as Uint8Array;

  const fresh = new Map<Tag, Uint8Array>(
    changes.map(({ tag, vr, text }) => [tag, encodeElementIn(layout, tag, vr, encode(text))]),
  );
  if (toUtf8)
    fresh.set(TAG.SpecificCharacterSet, encodeElementIn(layout, TAG.SpecificCharacterSet, "CS", UTF8_TERM));
  const withdrawn = new Set(changes.flatMap(({ keyword }) => (QUALIFIERS[keyword] ?? []).map(tagOf)));
  const replaced = [...changes.map(({ tag }) => tag), ...withdrawn].flatMap(
    (tag) => dataSet.elements.get(tag) ?? [],
  );
  const appended = new Map<Tag, (inner: ScannedHead["layout"]) => Uint8Array>([
    [
      tagOf("OriginalAttributesSequence"),
      (inner) => originalAttributes(head, inner, replaced, coercion, encode, toUtf8),
    ],
  ]);
  const bsn = findBsn(dataSet);
  if (bsn?.isCertain && bsn.place === "PatientID" && fresh.has(tagOf("PatientID")))
    appended.set(tagOf("OtherPatientIDsSequence"), (inner) => bsnItem(inner, bsn.bsn, encode));
  return inOrder(splicesOf(head, fresh, withdrawn, appended, toUtf8));
}

function splicesOf(
  head: ScannedHead,
  fresh: Map<Tag, Uint8Array>,
  withdrawn: Set<Tag>,
  appended: Map<Tag, (layout: ScannedHead["layout"]) => Uint8Array>,
  toUtf8: boolean,
): Splice[] {
  const { dataSet, layout } = head;
  const splices: Splice[] = [];
  const changed = new Set<Tag>([...fresh.keys(), ...withdrawn]);
  for (const element of dataSet.elements.values()) {
    const { tag } = element;
    if (withdrawn.has(tag) || isGroupLength(tag) || tag === LENGTH_TO_END) removeElement(element, splices);
    else if (fresh.has(tag)) replaceElement(element, fresh.get(tag) as Uint8Array, splices);
    else {
      const place = element.items?.[0]?.place;
      const inner = place ? { ...layout, isExplicit: place.isExplicit } : layout;
      const append = element.items && appended.get(tag)?.(inner);
      convertElement(dataSet, element, layout, splices, { toUtf8, ...(append && { append }) });
    }
  }
  for (const element of dataSet.repeated ?? []) if (changed.has(element.tag)) removeElement(element, splices);
  const added = new Map(fresh);
  for (const [tag, item] of appended) added.set(tag, encodeElementIn(layout, tag, "SQ", item(layout)));
  for (const [tag, bytes] of added)
    if (!dataSet.elements.get(tag)?.items && !(fresh.has(tag) && dataSet.elements.has(tag)))
      splices.push({ tag, offset: placeFor(head, tag), remove: 0, bytes });
  return splices;
}

function replaceElement({ tag, start, offset, length }: DicomElement, bytes: Uint8Array, splices: Splice[]) {
  splices.push({ tag, offset: start, remove: offset + length - start, bytes });
}

/** Before the first element with a higher tag. */
function placeFor({ dataSet, end }: ScannedHead, tag: Tag): number {
  let place = end;
  for (const element of dataSet.elements.values())
    if (element.tag > tag) place = Math.min(place, element.start);
  return place;
}

function originalAttributes(
  { dataSet }: ScannedHead,
  layout: ScannedHead["layout"],
  replaced: DicomElement[],
  { modifyingSystem, sourceOfPreviousValues, modifiedAt }: Coercion,
  encode: (text: string) => Uint8Array,
  toUtf8: boolean,
): Uint8Array {
  const originals = replaced
    .toSorted((a, b) => a.tag - b.tag)
    .map((element) => copyElement(dataSet, element, layout, toUtf8));
  const time = `${modifiedAt
    .toISOString()
    .replace(/[-:TZ]/g, "")
    .slice(0, 18)}000+0000`;
  return encodeItemIn(layout, [
    encodeElementIn(layout, tagOf("ModifiedAttributesSequence"), "SQ", encodeItemIn(layout, originals)),
    encodeElementIn(layout, tagOf("AttributeModificationDateTime"), "DT", encode(time)),
    encodeElementIn(layout, tagOf("ModifyingSystem"), "LO", encode(modifyingSystem)),
    encodeElementIn(layout, tagOf("SourceOfPreviousValues"), "LO", encode(sourceOfPreviousValues)),
    encodeElementIn(layout, tagOf("ReasonForTheAttributeModification"), "CS", encode("COERCE")),
  ]);
}

function bsnItem(layout: ScannedHead["layout"], bsn: string, encode: (text: string) => Uint8Array) {
  return encodeItemIn(layout, [
    encodeElementIn(layout, tagOf("PatientID"), "LO", encode(bsn)),
    encodeElementIn(layout, tagOf("IssuerOfPatientID"), "LO", encode(BSN_ISSUER)),
    encodeElementIn(layout, tagOf("TypeOfPatientID"), "CS", encode("TEXT")),
  ]);
}
