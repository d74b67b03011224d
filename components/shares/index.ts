export { AddressLine, AddressSearch } from "./address-search";
export { endOfDay, toDateInput } from "./expiry";
export { ReasonDialog } from "./reason-dialog";
export * from "./share";
export { ShareDetail } from "./share-detail";
export { PriorityMark, RunningClock, ShareStateBadge } from "./share-marks";
export { ShareRefusal } from "./share-refusal";
export { spokenName } from "./spoken-name";
