export { actorOfUser } from "./actor-of-user";
export { authOptions } from "./auth-options";
export { authSecret, keyedHash } from "./auth-secret";
export { authenticateRequest } from "./authenticate-request";
export { hashToken, makeToken } from "./bearer-token";
export { ownPath } from "./callback-path";
export { confirmOwnPassword } from "./confirm-own-password";
export { linkIntentCookie } from "./link-intent";
export { organizationLogin } from "./organization-login";
export { currentPageUser, requirePageUser, requireSignedIn } from "./page-user";
export { hashPassword, requireStrongPassword } from "./password";
export { personContext } from "./person-context";
export { replaceRecoveryCodes } from "./recovery-codes";
export {
  headerFacts,
  type RequestFacts,
  requestFacts,
  stampRemoteAddress,
} from "./request-facts";
export { seal, unseal } from "./seal";
export { IDLE_LIMIT_MS } from "./sessions";
export { createSignInThrottle, signInThrottle } from "./sign-in-throttle";
export { forgetSignInAttempts, signInWithPassword } from "./sign-in-with-password";
export { makeTotpSecret, sealTotpSecret, totpCode, totpStep, totpUri } from "./totp";
