export { handleArchive } from "./handle-archive";
