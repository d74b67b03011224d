export { demoStudyUid, generateStudies, generateStudy } from "./generate-studies";
export { part10Of } from "./part10";
