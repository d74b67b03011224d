import { type DicomElement, type DicomJson, items } from "./dicom-json";
import { request } from "./dicomweb";

const PALETTE_TABLES = ["00281201", "00281202", "00281203", "00281221", "00281222", "00281223"];
const LUT_SEQUENCES = ["00283000", "00283010"];
const LUT_DATA = "00283006";

/**
 * Fetches the look-up tables that a server left out of the metadata because of their size, and puts them back as
 * 16-bit words. Without them the image's colours or greys would be wrong.
 * @throws ViewerFailure
 */
export async function fetchBulkTables(instance: DicomJson, signal: AbortSignal): Promise<void> {
  const tables = [
    ...PALETTE_TABLES.map((tag) => instance[tag]),
    ...LUT_SEQUENCES.flatMap((tag) => items(instance, tag).map((item) => item[LUT_DATA])),
  ];
  await Promise.all(tables.filter(isElsewhere).map((table) => fetchTable(table, signal)));
}

function isElsewhere(table: DicomElement | undefined): table is DicomElement & { BulkDataURI: string } {
  return Boolean(table?.BulkDataURI) && !table?.Value && !table?.InlineBinary;
}

async function fetchTable(table: DicomElement & { BulkDataURI: string }, signal: AbortSignal): Promise<void> {
  // The address may carry the installation's public name: only its path counts, so that the session goes along.
  const { pathname, search } = new URL(table.BulkDataURI, window.location.href);
  const response = await request(`${pathname}${search}`, "application/octet-stream", signal);
  const view = new DataView(await response.arrayBuffer());
  table.Value = Array.from({ length: view.byteLength >> 1 }, (_, index) => view.getUint16(index * 2, true));
}
