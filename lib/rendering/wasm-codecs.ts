import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

interface FrameInfo {
  width: number;
  height: number;
  bitsPerSample: number;
  componentCount: number;
  isSigned?: boolean;
}

interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): FrameInfo;
  decode(): void;
  getInterleaveMode?(): number;
  delete?(): void;
}

type Module = Record<string, new () => WasmDecoder> & { getExceptionMessage?: (code: number) => string };
type Factory = (options: { wasmBinary: Uint8Array }) => Promise<Module>;

const CODECS = {
  jpeg: ["@cornerstonejs/codec-libjpeg-turbo-8bit", "decodewasmjs", "decodewasm", "JPEGDecoder"],
  jpegLs: ["@cornerstonejs/codec-charls", "decodewasmjs", "decodewasm", "JpegLSDecoder"],
  jpeg2000: ["@cornerstonejs/codec-openjpeg", "decodewasmjs", "decodewasm", "J2KDecoder"],
  htj2k: ["@cornerstonejs/codec-openjph", "wasmjs", "wasm", "HTJ2KDecoder"],
} as const;

export type CodecName = keyof typeof CODECS;

const modules = new Map<CodecName, Promise<Module>>();

function load(name: CodecName): Promise<Module> {
  let loaded = modules.get(name);
  if (!loaded) {
    const [specifier, script, binary] = CODECS[name];
    const factory = require(`${specifier}/${script}`) as Factory;
    loaded = factory({ wasmBinary: readFileSync(require.resolve(`${specifier}/${binary}`)) });
    modules.set(name, loaded);
  }
  return loaded;
}

export interface CodecResult extends FrameInfo {
  bytes: Uint8Array;
  /** JPEG-LS only: 0 means one component after another. */
  interleaveMode?: number;
}

/** One frame through a WebAssembly decoder; the bytes are a copy. */
export async function decodeWithWasm(name: CodecName, encoded: Uint8Array): Promise<CodecResult> {
  const module = await load(name);
  const Decoder = module[CODECS[name][3]];
  if (!Decoder) throw new Error(`codec ${name} has no decoder`);
  const decoder = new Decoder();
  try {
    decoder.getEncodedBuffer(encoded.length).set(encoded);
    decoder.decode();
    const info = decoder.getFrameInfo();
    const { width, height, bitsPerSample, componentCount, isSigned } = info;
    const result: CodecResult = {
      width,
      height,
      bitsPerSample,
      componentCount,
      ...(isSigned === undefined ? {} : { isSigned }),
      bytes: Uint8Array.from(decoder.getDecodedBuffer()),
    };
    if (decoder.getInterleaveMode) result.interleaveMode = decoder.getInterleaveMode();
    return result;
  } catch (error) {
    // What a decoder left behind when it failed is nothing to decode the next image with.
    modules.delete(name);
    if (typeof error === "number")
      throw new Error(module.getExceptionMessage?.(error) ?? "the decoder failed");
    throw error;
  } finally {
    decoder.delete?.();
  }
}
