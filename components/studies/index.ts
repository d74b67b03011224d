export { clearSelection, rememberedSelection, rememberSelection } from "./send-selection";
export { Thumbnail } from "./series-strip";
export { StudiesBrowser } from "./studies-browser";
export type { Study, StudyDetails, StudyPage, StudySeries } from "./study";
export { Modalities } from "./study-columns";
export { StudyView } from "./study-view";
