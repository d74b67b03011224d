export {
  DepartmentEntry,
  type DirectoryFile,
  OpeningHours,
  OrganizationEntry,
} from "./directory-file";
export { importDirectory } from "./import-directory";
export { LinkAccountInput, linkAccount } from "./link-account";
export { type ListedDepartment, type ListedMailbox, listDepartments } from "./list-departments";
export { type ListedSource, listDirectorySources } from "./list-directory-sources";
export { ListOwnAddressesInput, listOwnAddresses, type OwnAddress } from "./list-own-addresses";
export { isOpenAt, nextOpening } from "./opening-hours";
export type { ImportPlan } from "./plan-import";
export { parseHours } from "./read-csv";
export { readDirectoryFile } from "./read-directory-file";
export { removePractitioner } from "./remove-practitioner";
export { SaveDepartmentInput, saveDepartment } from "./save-department";
export { SaveMailboxInput, saveMailbox } from "./save-mailbox";
export { SavePractitionerInput, savePractitioner } from "./save-practitioner";
export { type FoundAddress, searchDirectory } from "./search-directory";
export { setFavorite } from "./set-favorite";
