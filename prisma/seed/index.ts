export { accounts, DEMO_PASSWORD } from "./accounts";
export { type DirectoryData, directoryData } from "./directory";
export { type DemoRequest, type DemoShare, demoRequests, demoShares } from "./exchanges";
export { demoCases, demoMeeting } from "./meetings";
export {
  demoStudyUid,
  generateStudies,
  generateStudy,
  part10Of,
} from "./studies";
