// The package names a declaration file that it doesn't contain.
declare module "jpeg-lossless-decoder-js" {
  export class Decoder {
    /** `bytesPerSample` is 1 or 2. Answers the samples interleaved. */
    decode(
      buffer: ArrayBuffer,
      offset: number,
      length: number,
      bytesPerSample: number,
    ): Uint8Array | Uint16Array;
  }
}
