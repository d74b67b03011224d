import { ProblemError } from "@/lib/errors";

/** A request's body as text, given up as soon as it is larger. @throws ProblemError 413 `too_large` */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes)
      throw new ProblemError(413, "too_large", "The body is larger than this call takes.");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
