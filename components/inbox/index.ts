export { ShareBox } from "./share-box";
export { firstShareQuery } from "./share-query";
