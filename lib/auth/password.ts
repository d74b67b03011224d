import { hash, verify } from "@node-rs/argon2";
import { env } from "@/lib/env";
import { unprocessable } from "@/lib/errors";

// OWASP's Argon2id figures: 19 MiB, two passes, one lane. The package's default algorithm is Argon2id.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** NIST SP 800-63B-4 3.1.1.2: 8 beside a second factor, which every account has. */
export const MINIMUM_PASSWORD_LENGTH = 8;
const MAXIMUM_PASSWORD_LENGTH = 512;

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** Takes as long without a stored hash as with one, so that the time tells nobody whether an account exists. */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const isRight = await verify(
    stored ?? (await unknownAccountHash()),
    password.slice(0, MAXIMUM_PASSWORD_LENGTH),
  );
  return isRight && Boolean(stored);
}

const GUESSED_FIRST = new Set([
  "password",
  "wachtwoord",
  "welkom01",
  "welkom123",
  "ziekenhuis",
  "radiologie",
  "12345678",
  "123456789",
  "qwertyuiop",
]);

let unknownAccount: Promise<string> | undefined;

function unknownAccountHash(): Promise<string> {
  unknownAccount ??= hashPassword("no account has this password");
  return unknownAccount;
}

/** @throws ProblemError 422 `weak_password`: length counts and being guessable does; no rules of composition */
export function requireStrongPassword(password: string, about: { email: string; name: string }): void {
  const lower = password.toLowerCase();
  const parts = [about.email.split("@")[0] ?? "", ...about.name.split(/\s+/)].filter(
    (part) => part.length > 3,
  );
  const isGuessable =
    new Set(lower).size < 5 || GUESSED_FIRST.has(lower) || (lower === "beeldbrug" && !env.DEMO);
  const isAboutThem = parts.some((part) => lower === part.toLowerCase());
  if (
    password.length < MINIMUM_PASSWORD_LENGTH ||
    password.length > MAXIMUM_PASSWORD_LENGTH ||
    isGuessable ||
    isAboutThem
  )
    throw unprocessable(
      "weak_password",
      `Choose a password of at least ${MINIMUM_PASSWORD_LENGTH} characters that is hard to guess.`,
    );
}
