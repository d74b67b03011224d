export { ShareBox } from "./share-box";
