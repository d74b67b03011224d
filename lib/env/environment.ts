import path from "node:path";
import { z } from "zod";
import { dicomTlsProblems } from "./dicom-tls";
import { parseStorageUrl } from "./storage-url";

const flag = z.enum(["0", "1"]).transform((value) => value === "1");
const port = z.coerce.number().int().min(0).max(65535);
const optionalUrl = (...protocols: string[]) =>
  z
    .url({
      protocol: new RegExp(`^(${protocols.join("|")})$`),
      message: `is not a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(" or ")}`,
    })
    .optional();

/** Origins alone: a path, a wildcard or a keyword would let in more than was meant. */
const ORIGIN = /^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i;
const frameAncestors = z
  .string()
  .default("")
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((origins) => origins.every((origin) => ORIGIN.test(origin)), {
    message: "is not a list of origins such as https://epd.example",
  });

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: port.default(3000),
  HOST: z.string().default("127.0.0.1"),
  BASE_URL: optionalUrl("http", "https"),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: optionalUrl("postgresql", "postgres"),
  DATABASE_OWNER_URL: optionalUrl("postgresql", "postgres"),
  /** Set by the launcher when DATABASE_URL points at the embedded database. */
  DATABASE_EMBEDDED: flag.default(false),
  STORAGE_URL: optionalUrl("s3"),
  SMTP_URL: optionalUrl("smtp", "smtps"),
  MAIL_FROM: z.string().default("Beeldbrug <noreply@beeldbrug.example>"),
  /** Where mails that bounce return to, each with a tag of its own after a plus sign (RFC 5233). */
  MAIL_BOUNCE_ADDRESS: z
    .string()
    .regex(/^[\w.-]{1,25}@[\w.-]+$/, "is not an address such as bounce@beelden.example")
    .optional(),
  DICOM_PORT: port.default(11112),
  DICOM_AE_TITLE: z
    .string()
    .regex(
      /^[\x21-\x5b\x5d-\x7e](?:[\x20-\x5b\x5d-\x7e]{0,14}[\x21-\x5b\x5d-\x7e])?$/,
      "is not an AE title of 1 to 16 characters",
    )
    .default("BEELDBRUG"),
  DICOM_TLS_PORT: port.optional(),
  /** PEM files: the own private key and certificate (with those between it and its authority). */
  DICOM_TLS_KEY: z.string().optional(),
  DICOM_TLS_CERT: z.string().optional(),
  /** PEM file: authorities of which peers must show a certificate. */
  DICOM_TLS_CA: z.string().optional(),
  OIDC_ISSUER: optionalUrl("http", "https"),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default("OpenID Connect"),
  /** The claim that holds a care provider's UZI number. */
  OIDC_UZI_CLAIM: z.string().default("uzi"),
  TRUST_PROXY: flag.default(false),
  ALLOW_LOOPBACK_PEERS: flag.optional(),
  /** Origins of other systems, apart by spaces or commas, that may show the viewer in a frame of theirs. */
  FRAME_ANCESTORS: frameAncestors,
  /** The installation was approved for primary diagnosis: the viewer no longer says that it isn't for it. */
  VIEWER_FOR_DIAGNOSIS: flag.default(false),
  AUDIT_ANCHOR_DIR: z.string().optional(),
  /** Watched folders lie below it. */
  WATCHED_FOLDERS_DIR: z.string().optional(),
  /** Unset: files aren't taken by SFTP. */
  SFTP_PORT: port.optional(),
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  DEMO: flag.optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).optional(),
});

type Settings = z.output<typeof schema>;

export interface Environment
  extends Omit<
    Settings,
    "BASE_URL" | "DATABASE_URL" | "DEMO" | "AUDIT_ANCHOR_DIR" | "WATCHED_FOLDERS_DIR" | "ALLOW_LOOPBACK_PEERS"
  > {
  BASE_URL: string;
  DATABASE_URL: string | undefined;
  DEMO: boolean;
  AUDIT_ANCHOR_DIR: string;
  WATCHED_FOLDERS_DIR: string;
  ALLOW_LOOPBACK_PEERS: boolean;
}

const DEMO_SECRET = /^(demo|changeme|secret|test)/i;

/**
 * Reads and checks the settings (interfaces.md "Settings").
 * @throws Error whose message has one clear line for each setting that is wrong
 */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    throw new SettingsError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
  const settings = parsed.data;
  const isEmbedded = settings.DATABASE_EMBEDDED || settings.DATABASE_URL === undefined;
  const dataDir = path.resolve(/* turbopackIgnore: true */ settings.DATA_DIR);
  const result: Environment = {
    ...settings,
    DATA_DIR: dataDir,
    DATABASE_URL: settings.DATABASE_URL,
    BASE_URL: (settings.BASE_URL ?? `http://${hostInUrl(settings.HOST)}:${settings.PORT}`).replace(
      /\/+$/,
      "",
    ),
    DEMO: settings.DEMO ?? isEmbedded,
    WATCHED_FOLDERS_DIR: path.resolve(
      /* turbopackIgnore: true */ settings.WATCHED_FOLDERS_DIR ?? path.join(dataDir, "watched"),
    ),
    AUDIT_ANCHOR_DIR: path.resolve(
      /* turbopackIgnore: true */ settings.AUDIT_ANCHOR_DIR ?? path.join(dataDir, "audit-anchors"),
    ),
    ALLOW_LOOPBACK_PEERS: settings.ALLOW_LOOPBACK_PEERS ?? settings.DEMO ?? isEmbedded,
  };
  const problems = contradictions(result);
  if (problems.length > 0) throw new SettingsError(problems);
  return result;
}

export class SettingsError extends Error {
  override readonly name = "SettingsError";
  constructor(readonly problems: string[]) {
    super(problems.join("\n"));
  }
}

function contradictions(settings: Environment): string[] {
  const problems: string[] = [];
  try {
    if (settings.STORAGE_URL !== undefined) parseStorageUrl(settings.STORAGE_URL);
  } catch (error) {
    problems.push(`STORAGE_URL ${(error as Error).message}`);
  }
  const isLoopback = ["127.0.0.1", "::1", "localhost"].includes(settings.HOST);
  if (settings.DEMO && !isLoopback)
    problems.push(
      `HOST ${settings.HOST} is not a loopback address, and DEMO=1 serves demo accounts: set DEMO=0`,
    );
  if (!settings.DEMO && settings.SMTP_URL === undefined) problems.push("SMTP_URL must be set when DEMO=0");
  if (!settings.DEMO && settings.AUTH_SECRET !== undefined && DEMO_SECRET.test(settings.AUTH_SECRET))
    problems.push("AUTH_SECRET is a demo secret: make one with `openssl rand -hex 32`");
  problems.push(...dicomTlsProblems(settings));
  const oidc = [settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET];
  if (oidc.some((value) => value !== undefined) && oidc.some((value) => value === undefined))
    problems.push("OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together");
  return problems;
}

/** An IPv6 address stands in brackets (RFC 3986 3.2.2). */
export function hostInUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
