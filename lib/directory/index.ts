export { addressTexts, practitionerName } from "./address-texts";
export type { AddressView } from "./address-view";
export {
  DepartmentEntry,
  type DirectoryFile,
  MailboxEntry,
  OpeningHours,
  OrganizationEntry,
  RoleEntry,
} from "./directory-file";
export { Agb, NamingSystem, Ura, Uzi } from "./identifiers";
export { type ImportDirectoryInput, importDirectory } from "./import-directory";
export { LinkAccountInput, linkAccount } from "./link-account";
export { type ListedDepartment, type ListedMailbox, listDepartments } from "./list-departments";
export { type ListedSource, listDirectorySources } from "./list-directory-sources";
export { ListOwnAddressesInput, listOwnAddresses, type OwnAddress } from "./list-own-addresses";
export { isOpenAt, nextOpening } from "./opening-hours";
export type { ImportChange, ImportPlan } from "./plan-import";
export { readDirectoryFile } from "./read-directory-file";
export { SaveDepartmentInput, saveDepartment } from "./save-department";
export { SaveMailboxInput, saveMailbox } from "./save-mailbox";
export { type FoundAddress, SearchDirectoryInput, searchDirectory } from "./search-directory";
export { SetFavoriteInput, setFavorite } from "./set-favorite";
