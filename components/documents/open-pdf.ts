import type { PDFDocumentProxy } from "pdfjs-dist";

export type Pdfjs = typeof import("pdfjs-dist");

export type PdfFailure = "not-there" | "locked" | "broken" | "network";

export class PdfError extends Error {
  override readonly name = "PdfError";
  constructor(readonly failure: PdfFailure) {
    super(failure);
  }
}

/** A picture with more pixels than this isn't decoded: an A3 scan at 600 dpi has half of them. */
const LARGEST_PICTURE = 150_000_000;
const RESOURCES = "/pdf-resources";

/**
 * Reads a PDF of our own server. The server answers it from a sandbox, in which Chromium refuses to start its own
 * viewer; here its bytes are only data: pages become pictures and text, and nothing in the file is run.
 * @throws PdfError
 */
export async function openPdf(
  url: string,
  signal: AbortSignal,
): Promise<{ pdfjs: Pdfjs; pdf: PDFDocumentProxy; close: () => void }> {
  const [pdfjs, data] = await Promise.all([loadPdfjs(), fetchBytes(url, signal)]);
  const port = new Worker(`${RESOURCES}/legacy/pdf.worker.min.mjs`, { type: "module" });
  const task = pdfjs.getDocument({
    data,
    worker: pdfjs.PDFWorker.create({ port }),
    cMapUrl: `${RESOURCES}/cmaps/`,
    standardFontDataUrl: `${RESOURCES}/standard_fonts/`,
    wasmUrl: `${RESOURCES}/wasm/`,
    iccUrl: `${RESOURCES}/iccs/`,
    maxImageSize: LARGEST_PICTURE,
    disableWorkerRendering: true,
    enableXfa: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  const close = () => void task.destroy().finally(() => port.terminate());
  signal.addEventListener("abort", close, { once: true });
  try {
    return { pdfjs, pdf: await task.promise, close };
  } catch (error) {
    close();
    throw new PdfError(error instanceof pdfjs.PasswordException ? "locked" : "broken");
  }
}

/**
 * The build for browsers of some years old: hospitals renew them slowly. It comes as it is from its package, past
 * our bundler: its parts find each other by address.
 */
function loadPdfjs(): Promise<Pdfjs> {
  const address = `${RESOURCES}/legacy/pdf.min.mjs`;
  return import(/* turbopackIgnore: true */ /* webpackIgnore: true */ address);
}

async function fetchBytes(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(url, { headers: { accept: "application/pdf" }, signal }).catch((error) => {
    if (signal.aborted) throw error;
    throw new PdfError("network");
  });
  if (!response.ok)
    throw new PdfError(response.status >= 500 ? "network" : response.status === 422 ? "broken" : "not-there");
  return response.arrayBuffer();
}
