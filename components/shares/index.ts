export { AddressLine, AddressSearch } from "./address-search";
export { endOfDay, inDays, toDateInput } from "./expiry";
export * from "./share";
export { ShareDetail } from "./share-detail";
export { Completeness, PriorityMark, RunningClock, ShareStateBadge } from "./share-marks";
export { ShareRefusal } from "./share-refusal";
