import { instanceUrl } from "./dicomweb";

/** `wadors:` image id of one frame; the loader wants an absolute address. Frames count from 1. */
export function imageIdOf(
  origin: string,
  root: string,
  uids: { study: string; series: string; instance: string },
  frame: number,
): string {
  return `wadors:${origin}${instanceUrl(root, uids.study, uids.series, uids.instance)}/frames/${frame}`;
}
