/** One mail to one address. `text` and `html` say the same. Neither holds anything about a patient. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Where a mail server returns it when it can't be delivered after all; the installation's own address without. */
  envelopeFrom?: string;
}

export interface MailTransport {
  /** Resolves when the next server has taken the mail. @throws MailError */
  send(mail: Mail): Promise<void>;
}

/** Why a mail did not leave, in the server's words without addresses, fit for a log and for the sender's screen. */
export class MailError extends Error {
  override readonly name = "MailError";

  constructor(
    /** Permanent: the server refused it (5yz) and trying again is of no use (RFC 5321 4.2.1). */
    readonly isPermanent: boolean,
    /** Such as "550 5.1.1 User unknown" or "ECONNREFUSED". */
    readonly answer: string,
  ) {
    super(`mail not sent: ${answer}`);
  }
}
