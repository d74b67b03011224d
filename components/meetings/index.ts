export { MeetingBoard } from "./board";
export { MeetingsList } from "./meetings-list";
export { Prepare } from "./prepare";
export { Coordinate } from "./present/coordinate";
export { Projector } from "./present/projector";
export { SeriesPage } from "./series-page";
export { SubmitStudy } from "./submit-study";
