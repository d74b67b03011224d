/** The text of a PDF as one copies it: lines as they stand, pages parted by a form feed. */
export async function readPdf(bytes: Uint8Array): Promise<string> {
  const pages: string[] = [];
  for await (const page of pagesOf(bytes)) {
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join(""));
  }
  return pages.join("\f");
}

/** What each page has for who reads by ear: the roles of its parts in their order. */
export async function readStructure(bytes: Uint8Array): Promise<string[][]> {
  const pages: string[][] = [];
  for await (const page of pagesOf(bytes)) {
    const roles: string[] = [];
    const walk = (node: object) => {
      if ("role" in node) roles.push(String(node.role));
      if ("children" in node) for (const child of node.children as object[]) walk(child);
    };
    walk((await page.getStructTree()) ?? {});
    pages.push(roles);
  }
  return pages;
}

export async function readProperties(bytes: Uint8Array): Promise<Record<string, unknown>> {
  const document = await open(bytes);
  const { info, metadata } = await document.getMetadata();
  return { ...info, xmpTitle: metadata?.get("dc:title") };
}

async function* pagesOf(bytes: Uint8Array) {
  const document = await open(bytes);
  for (let number = 1; number <= document.numPages; number += 1) yield await document.getPage(number);
}

async function open(bytes: Uint8Array) {
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  return getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
}
