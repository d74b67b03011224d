/** The parts of a multipart answer, in their order; the whole answer when it isn't one. */
export function multipartBodies(bytes: Uint8Array, contentType: string | null): Uint8Array[] {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType ?? "")?.[1];
  if (!boundary) return [bytes];
  const delimiter = new TextEncoder().encode(`\r\n--${boundary}`);
  const bodies: Uint8Array[] = [];
  // The first one has no line before it.
  let at = delimiter.length - 2;
  for (;;) {
    const isLast = bytes[at] === 0x2d && bytes[at + 1] === 0x2d;
    const start = isLast ? -1 : indexOf(bytes, BLANK_LINE, at);
    if (start < 0) return bodies;
    const end = indexOf(bytes, delimiter, start + BLANK_LINE.length);
    bodies.push(bytes.subarray(start + BLANK_LINE.length, end < 0 ? bytes.length : end));
    if (end < 0) return bodies;
    at = end + delimiter.length;
  }
}

const BLANK_LINE = Uint8Array.of(13, 10, 13, 10);

function indexOf(bytes: Uint8Array, mark: Uint8Array, from: number): number {
  for (
    let at = bytes.indexOf(mark[0] as number, from);
    at >= 0;
    at = bytes.indexOf(mark[0] as number, at + 1)
  ) {
    if (mark.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
