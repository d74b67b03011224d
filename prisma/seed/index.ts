export { type AccountRole, accounts, DEMO_PASSWORD, type DemoAccount } from "./accounts";
export { ADDRESS_WITHOUT_ACCOUNT, countEntries, type DirectoryData, directoryData } from "./directory";
export {
  generateStudies,
  generateStudy,
  type OrganizationSlug,
  PATIENTS,
  part10Of,
  REFERENCE_DATE,
  STUDIES,
  type SyntheticInstance,
  type SyntheticStudy,
} from "./studies";
