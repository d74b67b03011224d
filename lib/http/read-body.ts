import { badRequest, ProblemError } from "@/lib/errors";

/** A request's body as text; what is larger isn't read further, also when its length wasn't said. @throws ProblemError 413 `too_large` */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = () => new ProblemError(413, "too_large", "The body is larger than this call takes.");
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** A request's body as JSON; nothing at all is an empty object. @throws ProblemError as readText, 400 `invalid_json` */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const text = await readText(request, maxBytes);
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest("invalid_json", "The body is not JSON.");
  }
}
