/** What STORAGE_URL says: `s3://bucket/prefix?endpoint=https://...&region=...&forcePathStyle=1`. */
export interface S3Location {
  bucket: string;
  /** Before every key; empty, or ends with a slash. */
  prefix: string;
  /** Undefined for Amazon's own. */
  endpoint: string | undefined;
  region: string;
  /** Bucket in the path instead of in the host name: what most stores other than Amazon's want. */
  forcePathStyle: boolean;
}

const KNOWN = new Set(["endpoint", "region", "forcePathStyle"]);

/** @throws Error that says what is wrong with it */
export function parseStorageUrl(text: string): S3Location {
  const url = new URL(text);
  const bucket = decodeURIComponent(url.hostname);
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw new Error(`names no bucket: s3://bucket?endpoint=...&region=...`);
  if (url.username !== "" || url.password !== "")
    throw new Error("holds credentials: give them as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  const unknown = [...url.searchParams.keys()].find((name) => !KNOWN.has(name));
  if (unknown !== undefined) throw new Error(`has ${unknown}, which is none of ${[...KNOWN].join(", ")}`);
  const endpoint = url.searchParams.get("endpoint") ?? undefined;
  if (endpoint !== undefined && !/^https?:\/\/[^/]/.test(endpoint))
    throw new Error("has an endpoint that is no http:// or https:// address");
  const style = url.searchParams.get("forcePathStyle") ?? (endpoint === undefined ? "0" : "1");
  if (style !== "0" && style !== "1") throw new Error("has a forcePathStyle that is neither 0 nor 1");
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, "");
  return {
    bucket,
    prefix: prefix === "" ? "" : `${prefix}/`,
    endpoint,
    region: url.searchParams.get("region") ?? "us-east-1",
    forcePathStyle: style === "1",
  };
}
