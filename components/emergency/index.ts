export { ArrivingPage } from "./arriving-page";
export { EmergencyAlert } from "./emergency-alert";
