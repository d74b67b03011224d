export { announce } from "./announce";
export { type LiveListener, liveHub } from "./live-hub";
export { isTopic, type LiveEvent, type Topic, topicKind } from "./topic";
