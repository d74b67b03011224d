import type { ByteSource } from "./byte-source";
import { PduType, ProtocolError } from "./pdu";

/** A piece of a presentation data value, or another PDU. */
export type Incoming = Fragment | OtherPdu;

export interface Fragment {
  kind: "fragment";
  contextId: number;
  isCommand: boolean;
  /** Whether the command or data set ends with this piece. */
  isLast: boolean;
  data: Buffer;
}

export interface OtherPdu {
  kind: "pdu";
  type: number;
  body: Buffer;
}

const HEADER = 6;
/** An association request with 128 contexts of many transfer syntaxes stays well below this. */
const MAXIMUM_OTHER_BODY = 1 << 20;
const NOTHING = Buffer.alloc(0);

/** Reads PDUs (PS3.8 9.3). Data is passed on piece by piece as it comes in: no PDU is ever held whole. */
export class FragmentReader {
  /** Bytes of the P-DATA-TF PDU and of its current value that have still to come. */
  private inPdu = 0;
  private inValue = 0;
  private contextId = 0;
  private control = 0;

  /** @param maximumData the P-DATA-TF length we announced, in bytes */
  constructor(
    private readonly source: ByteSource,
    private readonly maximumData: number,
  ) {}

  /** Undefined when the peer has closed. @throws ProtocolError for lengths that lie or are longer than agreed */
  async next(): Promise<Incoming | undefined> {
    if (this.inValue > 0) return this.piece();
    if (this.inPdu > 0) return this.beginValue();
    const header = await this.source.exactly(HEADER);
    if (!header) return undefined;
    const type = header.readUInt8(0);
    const length = header.readUInt32BE(2);
    if (type !== PduType.data) return this.otherPdu(type, length);
    if (length > this.maximumData) throw new ProtocolError("data PDU is longer than agreed");
    this.inPdu = length;
    return this.beginValue();
  }

  private async otherPdu(type: number, length: number): Promise<OtherPdu | undefined> {
    if (type < PduType.associateRequest || type > PduType.abort)
      throw new ProtocolError(`PDU type ${type} is not known`);
    if (length > MAXIMUM_OTHER_BODY) throw new ProtocolError("PDU is too long");
    const body = await this.source.exactly(length);
    return body && { kind: "pdu", type, body };
  }

  private async beginValue(): Promise<Fragment | undefined> {
    if (this.inPdu < HEADER) throw new ProtocolError("presentation data value is cut off");
    const header = await this.source.exactly(HEADER);
    if (!header) return undefined;
    const length = header.readUInt32BE(0);
    if (length < 2 || length + 4 > this.inPdu)
      throw new ProtocolError("presentation data value has a wrong length");
    this.contextId = header.readUInt8(4);
    this.control = header.readUInt8(5);
    this.inPdu -= HEADER;
    this.inValue = length - 2;
    return this.inValue === 0 ? this.fragment(NOTHING) : this.piece();
  }

  private async piece(): Promise<Fragment | undefined> {
    const data = await this.source.take(this.inValue);
    if (!data) return undefined;
    this.inValue -= data.length;
    this.inPdu -= data.length;
    return this.fragment(data);
  }

  private fragment(data: Buffer): Fragment {
    return {
      kind: "fragment",
      contextId: this.contextId,
      isCommand: (this.control & 1) === 1,
      isLast: (this.control & 2) === 2 && this.inValue === 0,
      data,
    };
  }
}
