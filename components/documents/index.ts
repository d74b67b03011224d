export { DocumentPage, type OpenDocument } from "./document-page";
export { documentPageHref } from "./document-page-href";
export { PdfDocument } from "./pdf-document";
