/** Where a secret occurs in a text: as it is, in another case, percent-encoded, or inside base64. */
export function findSecrets(text: string, secrets: readonly string[]): string[] {
  const plain = text.toLowerCase();
  const decoded = decodePercent(text).toLowerCase();
  const unpacked = (text.match(/[A-Za-z0-9+/_-]{16,}={0,2}/g) ?? [])
    .map((word) => Buffer.from(word, "base64").toString("latin1").toLowerCase())
    .join("\n");
  return secrets.filter((secret) => {
    const lower = secret.toLowerCase();
    return plain.includes(lower) || decoded.includes(lower) || unpacked.includes(lower);
  });
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, "%25"));
  } catch {
    return text;
  }
}

/** All addresses in a JSON text: absolute ones and paths of our own. */
export function addressesIn(text: string): string[] {
  const absolute = text.match(/https?:\/\/[^"\s\\]+/g) ?? [];
  const paths = [...text.matchAll(/"(\/(?:api|dicom-web|shares|s|viewer|studies|uploads)\/[^"]*)"/g)];
  return [...absolute, ...paths.map(([, path = ""]) => path)];
}
