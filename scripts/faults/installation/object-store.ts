import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { startRelay } from "@/tests/support/relay";
import { startSwift } from "@/tests/support/swift";
import type { Place } from "../../scratch/place";

const BUCKET = "faults";

/** A bucket of a real S3 server, with a network in between that can be taken away. */
export async function objectStore(): Promise<Place> {
  const { endpoint, accessKeyId, secretAccessKey, stop } = await startSwift();
  const relay = await startRelay(new URL(endpoint));
  const client = new S3Client({
    endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  client.destroy();
  return {
    settings: {
      STORAGE_URL: `s3://${BUCKET}/objects?endpoint=${relay.endpoint}&region=us-east-1&forcePathStyle=1`,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
    network: relay,
    close: async () => {
      await relay.stop();
      await stop();
    },
  };
}
