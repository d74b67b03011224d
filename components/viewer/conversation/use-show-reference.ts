import { useEffect, useRef, useState } from "react";
import type { ImageReference } from "@/components/shares/share";
import type { DisplaySet } from "../data/display-sets";
import type { StudySummary } from "../data/load-study";
import type { LoadedSeries } from "../state/use-studies";
import { findImage } from "./places";

export type ReferenceOptions = {
  root: string;
  displaySets: DisplaySet[];
  studies: StudySummary[];
  loaded: Map<string, LoadedSeries>;
  openStudy: (study: StudySummary) => void;
  addStudy: (added: { root: string; studyInstanceUid: string }) => Promise<void>;
  jump: (displaySetId: string, index: number) => void;
};

/** Goes to the image that a reference is about; a study of the share that isn't open yet is opened first. */
export function useShowReference(options: ReferenceOptions) {
  const { root, displaySets, studies, loaded } = options;
  const [wanted, setWanted] = useState<ImageReference | null>(null);
  const [isMissing, setMissing] = useState(false);
  const latest = useRef(options);
  latest.current = options;

  useEffect(() => {
    if (!wanted) return;
    const found = findImage(displaySets, root, wanted);
    if (found) {
      setWanted(null);
      latest.current.jump(found.displaySet.id, found.index);
      return;
    }
    const study = studyOf(studies, root, wanted);
    if (study && !study.isOpen) return latest.current.openStudy(study);
    if (!study?.series.every((series) => loaded.has(series.key))) return;
    setWanted(null);
    setMissing(true);
  }, [wanted, root, displaySets, studies, loaded]);

  const show = (reference: ImageReference) => {
    const { studyInstanceUid } = reference;
    setMissing(false);
    setWanted(reference);
    if (studyOf(studies, root, reference)) return;
    latest.current.addStudy({ root, studyInstanceUid }).catch(() => {
      setWanted(null);
      setMissing(true);
    });
  };
  return { show, isMissing, isOpening: wanted !== null };
}

function studyOf(studies: StudySummary[], root: string, { studyInstanceUid }: ImageReference) {
  return studies.find((study) => study.root === root && study.studyInstanceUid === studyInstanceUid);
}
