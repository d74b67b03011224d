export { authOptions } from "./auth-options";
export { authSecret, deriveKey, keyedHash } from "./auth-secret";
export { authenticateRequest } from "./authenticate-request";
export { hashToken, makeToken } from "./bearer-token";
export { ownPath } from "./callback-path";
export { requireSameOrigin } from "./origin-check";
export { currentPageUser, requirePageUser, requireSignedIn } from "./page-user";
export { hashPassword, requireStrongPassword, verifyPassword } from "./password";
export {
  type AnyRequest,
  headerFacts,
  type RequestFacts,
  requestFacts,
  stampRemoteAddress,
} from "./request-facts";
export { createSignInThrottle } from "./sign-in-throttle";
export { forgetSignInAttempts, type SignInResult, signInWithPassword } from "./sign-in-with-password";
