import { text } from "node:stream/consumers";

/** A password or a token from standard input: it stands in no list of processes and in no history. */
export async function readSecret(): Promise<string> {
  return (await text(process.stdin)).replace(/\r?\n$/, "");
}
