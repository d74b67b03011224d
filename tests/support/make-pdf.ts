import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";

/** A page for each text, in a standard font that isn't in the file, as most report programs make them. */
export async function makePdf(...pages: string[]): Promise<Buffer> {
  const pdf = new PDFDocument({ autoFirstPage: false, font: "Helvetica" });
  for (const text of pages) pdf.addPage({ size: "A4" }).fontSize(20).text(text, 60, 120);
  pdf.end();
  return buffer(pdf);
}
