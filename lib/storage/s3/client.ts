import { type GetObjectCommandOutput, S3Client } from "@aws-sdk/client-s3";
import type { S3Location } from "@/lib/env";
import { ObjectMissingError, StorageError, StorageFullError, StorageUnavailableError } from "../errors";

const ATTEMPTS = 3;

/** A bucket, and how its errors are told to the rest of the house. */
export interface Bucket {
  client: S3Client;
  name: string;
  prefix: string;
}

/**
 * Each call is tried three times, and no try waits longer than ten seconds for a sign of life: a dead store is
 * known as dead within half a minute, a refusing one at once. Nothing of its state is kept, so it needs no restart.
 */
export function openBucket({ bucket, prefix, endpoint, region, forcePathStyle }: S3Location): Bucket {
  const client = new S3Client({
    region,
    forcePathStyle,
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: 3_000,
      // The handler begins to count after three seconds.
      socketTimeout: 6_000,
      requestTimeout: 60_000,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: 64, noDelay: true },
      httpsAgent: { keepAlive: true, maxSockets: 64, noDelay: true },
    },
    // Not every store knows Amazon's trailing checksums; each part goes with its MD5, which all check.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  return { client, name: bucket, prefix };
}

interface ServiceError {
  name?: string;
  $metadata?: { httpStatusCode?: number };
}

const MISSING = new Set(["NoSuchKey", "NotFound"]);
const FULL = new Set(["QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "EntityTooLarge"]);

/** Everything that the store refuses or doesn't answer, as one of ours. */
export function fromS3(error: unknown, key: string): Error {
  if (error instanceof StorageError || error instanceof ObjectMissingError) return error;
  const { name = "", $metadata } = error as ServiceError;
  if (MISSING.has(name)) return new ObjectMissingError(key);
  if (FULL.has(name) || $metadata?.httpStatusCode === 507) return new StorageFullError({ cause: error });
  return new StorageUnavailableError({ cause: error });
}

export function isOutOfRange(error: unknown): boolean {
  return (error as ServiceError).$metadata?.httpStatusCode === 416;
}

/** Range of HTTP for these bytes (RFC 9110 14.1.2): both ends count. */
export function rangeHeader(offset: number, length: number): string {
  return `bytes=${offset}-${offset + length - 1}`;
}

export type Body = NonNullable<GetObjectCommandOutput["Body"]> & AsyncIterable<Uint8Array>;
