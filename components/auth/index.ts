export { LoginsPanel } from "./account/logins-panel";
export { PasswordPanel } from "./account/password-panel";
export { SecondFactorPanel } from "./account/second-factor-panel";
export { SessionsPanel } from "./account/sessions-panel";
export { TokensPanel } from "./account/tokens-panel";
export { Enrolment } from "./enrolment";
export { OrganizationLoginButton } from "./organization-login-button";
export { PasswordForm } from "./password-form";
