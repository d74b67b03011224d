/** The levels of the query/retrieve information models (PS3.4 C.6). */
export type QueryLevel = "patient" | "study" | "series" | "instance";

/** One matching key: attribute and what it should be (PS3.4 C.2.2.2). */
export interface MatchingKey {
  /** Eight upper-case hex digits, or a path of these through sequences with ".". */
  tag: string;
  vr: string;
  /** As it stands in the query; several UIDs are apart by a backslash or a comma. */
  value: string;
}

/** Whose data a query may see: an organisation's, or only the studies and series that a share grants. */
export interface QueryScope {
  organizationId: string;
  granted?: { studyId: string; seriesInstanceUids: string[] | "all" }[];
}

/** What QIDO-RS and C-FIND both are, once their own syntax has been read. */
export interface AttributeQuery {
  level: QueryLevel;
  scope: QueryScope;
  keys: MatchingKey[];
  /** Names match by the beginnings of their parts and by likeness (PS3.18 8.3.4.2). */
  isFuzzy?: boolean;
  /** Tags to give beyond those that every answer of the level has. */
  includeFields?: string[];
  /** Everything that is known at the level. */
  includeAll?: boolean;
  /** Also the attributes of the levels above: all of them, or those of the series alone. */
  withAncestors?: boolean | "series";
  /** Gives each answer its Retrieve URL below this root. */
  rootUrl?: string;
}
