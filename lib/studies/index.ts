export { organizationToRead, organizationToStore } from "./access";
export { addDocument } from "./add-document";
export * from "./api";
export { deleteStudy, removeStudy } from "./delete-study";
export { documentResponse } from "./document-response";
export { DisplayRequest, findForDisplay } from "./find-for-display";
export { foldText } from "./fold-text";
export { type DocumentBytes, documentBytes, getDocument } from "./get-document";
export { getStudy } from "./get-study";
export { listArriving } from "./list-arriving";
export { listConflicts } from "./list-conflicts";
export { attribute, type DicomJson } from "./qido-attributes";
export { findAttributes, streamAttributes } from "./query/find-attributes";
export type { AttributeQuery, MatchingKey, QueryLevel, QueryScope } from "./query/model";
export { scopeCondition } from "./query/scope";
export { recomputeStudies, recomputeStudy } from "./recompute-study";
export {
  referencedKeys,
  removeDueBytes,
} from "./remove-bytes";
export { type ArrivingStudy, StudySearch } from "./schemas";
export { searchStudies } from "./search-studies";
export { lockStudies, lockStudy } from "./study-lock";
