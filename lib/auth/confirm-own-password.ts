import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import { tooManyRequests, unprocessable } from "@/lib/errors";
import { verifyPassword } from "./password";
import { signInThrottle } from "./sign-in-throttle";
import { accountKey } from "./sign-in-with-password";

/**
 * Asks the person at the screen for the password again before something weighty; wrong ones count as at sign-in.
 * @throws 422 `password_invalid`, 429
 */
export async function confirmOwnPassword(context: Context, password: string): Promise<void> {
  const { userId, email } = requireUser(context).actor;
  const attempt = { account: accountKey(email), remoteAddress: context.remoteAddress, isKnownAddress: true };
  const wait = await signInThrottle().begin(attempt);
  if (wait > 0) throw tooManyRequests(wait);
  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: userId } });
  if (!(await verifyPassword(passwordHash, password)))
    throw unprocessable("password_invalid", "This is not your password.");
  await signInThrottle().succeed(attempt);
}
