/** A request that is answered with a failure of its own; the association goes on. */
export class RequestRefusal extends Error {
  override readonly name = "RequestRefusal";
  /** @param message goes out as Error Comment: at most 64 characters, nothing about patients */
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
