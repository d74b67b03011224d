import { type CommandSet, parseCommandSet } from "./command-set";
import type { Fragment, FragmentReader, Incoming } from "./fragment-reader";
import { ProtocolError } from "./pdu";

const MAXIMUM_COMMAND = 65_536;

/** The command that begins with a fragment. @throws ProtocolError for anything else, or one without end */
export async function readCommand(reader: FragmentReader, first: Fragment): Promise<CommandSet> {
  const parts: Buffer[] = [];
  let length = 0;
  for (let fragment: Incoming | undefined = first; ; fragment = await reader.next()) {
    if (fragment?.kind !== "fragment" || !fragment.isCommand || fragment.contextId !== first.contextId)
      throw new ProtocolError("a command fragment was expected");
    length += fragment.data.length;
    // Empty fragments without an end would otherwise be collected for ever.
    if (length > MAXIMUM_COMMAND || parts.length > MAXIMUM_COMMAND / 2)
      throw new ProtocolError("command set is too long");
    parts.push(fragment.data);
    if (fragment.isLast) return parseCommandSet(parts.length === 1 ? fragment.data : Buffer.concat(parts));
  }
}
