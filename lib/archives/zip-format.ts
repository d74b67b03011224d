/** One stored file of a ZIP. */
export interface ZipEntry {
  /** ASCII, "/" between folders. */
  name: string;
  length: number;
  crc32: number;
}

/** MS-DOS date and time, in two-second steps, as all entries of one archive carry it. */
export interface DosTime {
  date: number;
  time: number;
}

const LIMIT_32 = 0xffffffff;
const LIMIT_16 = 0xffff;
const VERSION_ZIP64 = 45;
const VERSION_PLAIN = 20;
const UTF8_NAMES = 0x0800;

export function dosTime(at: Date): DosTime {
  const year = Math.min(2107, Math.max(1980, at.getUTCFullYear()));
  return {
    date: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

const isLarge = ({ length }: ZipEntry): boolean => length >= LIMIT_32;

/** APPNOTE 4.3.7, with the ZIP64 field (4.5.3) only where a size needs it. */
export function localHeader(entry: ZipEntry, at: DosTime): Buffer {
  const name = Buffer.from(entry.name, "ascii");
  const extra = isLarge(entry) ? zip64Field([entry.length, entry.length]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(isLarge(entry) ? VERSION_ZIP64 : VERSION_PLAIN, 4);
  writeCommon(header, 6, entry, at);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

export function localHeaderLength(entry: ZipEntry): number {
  return 30 + entry.name.length + (isLarge(entry) ? 20 : 0);
}

/** APPNOTE 4.3.12. `offset` is where the entry's local header begins. */
export function centralHeader(entry: ZipEntry, offset: number, at: DosTime): Buffer {
  const name = Buffer.from(entry.name, "ascii");
  const wide = [
    ...(isLarge(entry) ? [entry.length, entry.length] : []),
    ...(offset >= LIMIT_32 ? [offset] : []),
  ];
  const extra = wide.length > 0 ? zip64Field(wide) : Buffer.alloc(0);
  const version = wide.length > 0 ? VERSION_ZIP64 : VERSION_PLAIN;
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(version, 6);
  writeCommon(header, 8, entry, at);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(Math.min(offset, LIMIT_32), 42);
  return Buffer.concat([header, name, extra]);
}

export function centralHeaderLength(entry: ZipEntry, offset: number): number {
  const wide = (isLarge(entry) ? 16 : 0) + (offset >= LIMIT_32 ? 8 : 0);
  return 46 + entry.name.length + (wide > 0 ? 4 + wide : 0);
}

/** Flags, method, time, CRC and sizes stand in the same order in both headers. */
function writeCommon(header: Buffer, at: number, entry: ZipEntry, time: DosTime): void {
  header.writeUInt16LE(UTF8_NAMES, at);
  header.writeUInt16LE(0, at + 2);
  header.writeUInt16LE(time.time, at + 4);
  header.writeUInt16LE(time.date, at + 6);
  header.writeUInt32LE(entry.crc32 >>> 0, at + 8);
  header.writeUInt32LE(Math.min(entry.length, LIMIT_32), at + 12);
  header.writeUInt32LE(Math.min(entry.length, LIMIT_32), at + 16);
}

function zip64Field(values: number[]): Buffer {
  const field = Buffer.alloc(4 + values.length * 8);
  field.writeUInt16LE(0x0001, 0);
  field.writeUInt16LE(values.length * 8, 2);
  values.forEach((value, index) => {
    field.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  });
  return field;
}

/** The end of the archive (APPNOTE 4.3.14-16); the ZIP64 records only when a number needs them. */
export function endOfArchive(count: number, directoryOffset: number, directoryLength: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, LIMIT_16), 8);
  end.writeUInt16LE(Math.min(count, LIMIT_16), 10);
  end.writeUInt32LE(Math.min(directoryLength, LIMIT_32), 12);
  end.writeUInt32LE(Math.min(directoryOffset, LIMIT_32), 16);
  const isWide = count >= LIMIT_16 || directoryOffset >= LIMIT_32 || directoryLength >= LIMIT_32;
  if (!isWide) return end;
  const wide = Buffer.alloc(76);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE(VERSION_ZIP64, 12);
  wide.writeUInt16LE(VERSION_ZIP64, 14);
  wide.writeBigUInt64LE(BigInt(count), 24);
  wide.writeBigUInt64LE(BigInt(count), 32);
  wide.writeBigUInt64LE(BigInt(directoryLength), 40);
  wide.writeBigUInt64LE(BigInt(directoryOffset), 48);
  wide.writeUInt32LE(0x07064b50, 56);
  wide.writeBigUInt64LE(BigInt(directoryOffset + directoryLength), 64);
  wide.writeUInt32LE(1, 72);
  return Buffer.concat([wide, end]);
}
