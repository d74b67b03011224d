import { Inflate } from "fflate";
import { DicomError } from "./errors";

// Deflate expands at most 1032 times: small pieces in keep what comes out at once small.
const PIECE_BYTES = 16 * 1024;

export interface InflateLimits {
  /** Bytes that may come out in all. */
  maxBytes: number;
  /** Times that the output may be larger than the input, once `ratioFloor` bytes have come out. */
  maxRatio: number;
  ratioFloor: number;
}

/** Inflates a raw deflate stream (PS3.5 A.5) as it arrives; throws DEFLATE_ERROR or DEFLATE_LIMIT. */
export class InflateStream {
  private readonly inflate: Inflate;
  private bytesIn = 0;
  private bytesOut = 0;
  private parserError: unknown;

  constructor(
    private readonly limits: InflateLimits,
    onBytes: (bytes: Uint8Array) => void,
  ) {
    this.inflate = new Inflate((bytes) => {
      this.bytesOut += bytes.length;
      this.checkLimits();
      try {
        if (bytes.length > 0) onBytes(bytes);
      } catch (error) {
        this.parserError = error;
        throw error;
      }
    });
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      this.pushPiece(bytes.subarray(at, at + PIECE_BYTES), false);
    }
  }

  end(): void {
    this.pushPiece(new Uint8Array(0), true);
  }

  private pushPiece(piece: Uint8Array, isLast: boolean): void {
    this.bytesIn += piece.length;
    try {
      this.inflate.push(piece, isLast);
    } catch (error) {
      if (this.parserError) throw this.parserError;
      if (error instanceof DicomError) throw error;
      throw new DicomError(
        "DEFLATE_ERROR",
        "The deflated data set cannot be inflated: it is damaged or cut short.",
      );
    }
  }

  private checkLimits(): void {
    const { maxBytes, maxRatio, ratioFloor } = this.limits;
    const tooDense = this.bytesOut > ratioFloor && this.bytesOut > this.bytesIn * maxRatio;
    if (this.bytesOut > maxBytes || tooDense) {
      throw new DicomError("DEFLATE_LIMIT", "The deflated data set expands beyond what is accepted.");
    }
  }
}
