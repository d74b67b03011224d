import { eventTarget } from "@cornerstonejs/core";
import { annotation, Enums, type Types } from "@cornerstonejs/tools";

type Step = { kind: "made"; uid: string } | { kind: "removed"; entries: Types.Annotation[] };

const MOST_STEPS = 100;
let steps: Step[] = [];
let isListening = false;

function push(step: Step): void {
  steps = [...steps.slice(1 - MOST_STEPS), step];
}

/** Notes each measurement that is finished, so that it can be taken back. */
export function rememberMeasurements(): void {
  if (isListening) return;
  isListening = true;
  eventTarget.addEventListener(Enums.Events.ANNOTATION_COMPLETED, (event: Event) => {
    const entry = (event as CustomEvent<{ annotation?: Types.Annotation }>).detail?.annotation;
    if (entry?.annotationUID) push({ kind: "made", uid: entry.annotationUID });
  });
}

/** Notes what was removed, so that it can come back. */
export function noteRemoved(entries: Types.Annotation[]): void {
  if (entries.length > 0) push({ kind: "removed", entries });
}

/** Takes the last measurement away, or brings removed ones back. False when there was nothing to undo. */
export function undoStep(): boolean {
  for (let step = steps.pop(); step; step = steps.pop()) {
    if (step.kind === "removed") {
      for (const entry of step.entries) restore(entry);
      return true;
    }
    // One that was removed by hand is not there to be taken back: the step before it counts.
    if (annotation.state.getAnnotation(step.uid)) {
      annotation.state.removeAnnotation(step.uid);
      return true;
    }
  }
  return false;
}

/** Forgets what could be undone: measurements don't outlive the right to see the images. */
export function forgetSteps(): void {
  steps = [];
}

function restore(entry: Types.Annotation): void {
  const group = entry.metadata?.FrameOfReferenceUID;
  annotation.state.addAnnotation(entry, group ?? "");
}
