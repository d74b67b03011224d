export { ImportPage } from "./import-page";
export { SendToPacs } from "./send-dialog";
export { StudyTransfers } from "./study-transfers";
export { TransfersPage } from "./transfers-page";
