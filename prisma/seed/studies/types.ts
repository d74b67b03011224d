/** Slugs of the organisations in the demo installation. */
export type OrganizationSlug = "noord" | "zuid" | "oost";

export type DicomValue = string | number | string[] | number[] | Uint8Array | DicomAttributes[];

/** Attributes by PS3.6 keyword, in the shape the Part 10 writer takes. */
export interface DicomAttributes {
  [keyword: string]: DicomValue;
}

/**
 * One instance before it is written. `pixelData` is little endian; an array means encapsulated frames.
 * Encapsulated documents and structured reports carry everything in `attributes`.
 */
export interface SyntheticInstance {
  attributes: DicomAttributes;
  pixelData?: Uint8Array | Uint8Array[];
}

export interface SyntheticStudy {
  organization: OrganizationSlug;
  /** Short name, unique in the set: used for folders and seeds. */
  key: string;
  studyInstanceUid: string;
  instances: SyntheticInstance[];
}

/** Pixels of one image together with the attributes that only its maker knows. */
export interface SyntheticImage {
  attributes: DicomAttributes;
  pixelData: Uint8Array | Uint8Array[];
}

/** One series of images as a phantom delivers it, before patient, study and UIDs are added. */
export interface SyntheticSeries {
  /** Seed of the Series Instance UID within its study. */
  key: string;
  sopClassUid: string;
  attributes: DicomAttributes;
  images: SyntheticImage[];
}
