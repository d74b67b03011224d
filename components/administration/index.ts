export { AdministrationNav } from "./administration-nav";
export { AdministrationSection } from "./administration-section";
