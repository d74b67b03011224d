import { writeAnchors } from "@/lib/audit";
import { startDimse } from "@/lib/dimse";
import { takeDrops } from "@/lib/drops";
import { env } from "@/lib/env";
import { beat } from "@/lib/health";
import { recountForgotten } from "@/lib/ingest";
import { log } from "@/lib/log";
import { closeSender, runJobs } from "@/lib/queue";
import { startSftp } from "@/lib/sftp";
import { jobs } from "./jobs";

process.env.BEELDBRUG_PROCESS = "worker";

const BEAT_EVERY = 5_000;
const ANCHOR_EVERY = 60_000;

const dimse = await startDimse();
const queue = await runJobs(jobs);
const drops = takeDrops();
const sftp = await startSftp();
const sayAlive = () =>
  beat("worker", { dimsePort: dimse.port }).catch((error) => log.error({ err: error }, "heartbeat failed"));
const anchor = () => writeAnchors().catch((error) => log.error({ err: error }, "audit anchors failed"));
const recount = () => recountForgotten().catch((error) => log.error({ err: error }, "counting failed"));
await sayAlive();
const timers = [
  setInterval(sayAlive, BEAT_EVERY),
  setInterval(recount, BEAT_EVERY),
  setInterval(anchor, ANCHOR_EVERY),
];
process.send?.({ ready: true, port: dimse.port });
log.info(
  { dimsePort: dimse.port, dimseTlsPort: dimse.tlsPort, sftpPort: sftp?.port, aeTitle: env.DICOM_AE_TITLE },
  "worker is ready",
);

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  timers.forEach(clearInterval);
  await dimse.stop();
  await sftp?.stop();
  await drops.stop();
  await queue.stop();
  await anchor();
  await closeSender();
  process.exit(0);
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
process.on("disconnect", stop);
