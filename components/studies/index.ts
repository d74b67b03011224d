export { clearSelection, rememberedSelection } from "./send-selection";
export { isWithoutPicture, SeriesPicture } from "./series-strip";
export { StudiesBrowser } from "./studies-browser";
export type { StudyPage } from "./study";
export { Modalities } from "./study-columns";
export { firstStudyQuery } from "./study-query";
export { StudyView } from "./study-view";
