export { accounts, DEMO_PASSWORD } from "./accounts";
export { type DirectoryData, directoryData } from "./directory";
export { demoCases, demoMeeting } from "./meetings";
export {
  generateStudies,
  generateStudy,
  part10Of,
} from "./studies";
