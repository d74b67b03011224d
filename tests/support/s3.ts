import { randomBytes } from "node:crypto";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { inject } from "vitest";

const store = inject("objectStore");

/** Whether there is an S3 server to test against; see scripts/test/tools.ts. */
export const hasObjectStore = store !== undefined;

/** A fresh bucket of the test server; answers its STORAGE_URL, by way of another address where that is given. */
export async function makeBucket(endpoint = store?.endpoint): Promise<string> {
  if (!store) throw new Error("no S3 server is installed");
  const { accessKeyId, secretAccessKey } = store;
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
  const client = new S3Client({
    endpoint: store.endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  const bucket = `test-${randomBytes(6).toString("hex")}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
  return `s3://${bucket}/objects?endpoint=${endpoint}&region=us-east-1&forcePathStyle=1`;
}

export const storeAddress = (): URL => new URL(store?.endpoint ?? "");
