import { isAcceptableUid } from "@/lib/dicom";
import { type ObjectWriter, storage } from "@/lib/storage";
import type { PackSource } from "./receive-file";

// More open files than this serve nobody; the studies after that share the last one.
const MOST_PACKS = 16;

/** The packs of a batch: one holds one study where possible, so that deleting the study removes the object. */
export class StudyPacks implements PackSource {
  readonly writers = new Set<ObjectWriter>();
  private readonly byStudy = new Map<string, ObjectWriter>();
  private last: ObjectWriter | undefined;

  async packFor(studyInstanceUid: string | undefined): Promise<ObjectWriter> {
    const known = studyInstanceUid === undefined ? this.last : this.byStudy.get(studyInstanceUid);
    if (known) return known;
    const pack = this.last && this.byStudy.size >= MOST_PACKS ? this.last : await this.freshPack();
    if (studyInstanceUid !== undefined && isAcceptableUid(studyInstanceUid))
      this.byStudy.set(studyInstanceUid, pack);
    this.last = pack;
    return pack;
  }

  async freshPack(): Promise<ObjectWriter> {
    const pack = await storage.create();
    this.writers.add(pack);
    return pack;
  }
}
