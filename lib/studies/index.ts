export { foldText } from "./fold-text";
export { attribute, type DicomJson } from "./qido-attributes";
export { recomputeStudy } from "./recompute-study";
export { lockStudy } from "./study-lock";
