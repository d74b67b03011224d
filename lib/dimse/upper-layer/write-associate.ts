import { IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME } from "@/lib/dicom";
import {
  type AnsweredContext,
  APPLICATION_CONTEXT,
  type Associate,
  type AssociateRequest,
  ItemType,
  MAXIMUM_LENGTH,
  PROTOCOL_VERSION,
  type RoleSelection,
} from "./associate";
import { PduType, pdu } from "./pdu";

export function associateRequest(
  request: Pick<AssociateRequest, "calledAeTitle" | "callingAeTitle" | "contexts" | "roles">,
): Buffer {
  const contexts = request.contexts.map(({ id, abstractSyntax, transferSyntaxes }) =>
    item(
      ItemType.proposedContext,
      Buffer.from([id, 0, 0, 0]),
      item(ItemType.abstractSyntax, Buffer.from(abstractSyntax)),
      ...transferSyntaxes.map((syntax) => item(ItemType.transferSyntax, Buffer.from(syntax))),
    ),
  );
  return associate(PduType.associateRequest, request, contexts);
}

/** The titles are sent back as received (PS3.8 table 9-17). */
export function associateAccept(
  request: AssociateRequest,
  answers: AnsweredContext[],
  roles: RoleSelection[],
): Buffer {
  const contexts = answers.map(({ id, result, transferSyntax }) =>
    item(
      ItemType.answeredContext,
      Buffer.from([id, 0, result, 0]),
      item(ItemType.transferSyntax, Buffer.from(transferSyntax)),
    ),
  );
  return associate(PduType.associateAccept, { ...request, roles }, contexts);
}

function associate(
  type: number,
  {
    calledAeTitle,
    callingAeTitle,
    roles,
    hasOperationsWindow = false,
  }: Partial<Associate> & Pick<Associate, "calledAeTitle" | "callingAeTitle" | "roles">,
  contexts: Buffer[],
): Buffer {
  const head = Buffer.alloc(68);
  head.writeUInt16BE(PROTOCOL_VERSION, 0);
  head.write(calledAeTitle.padEnd(16), 4, 16, "latin1");
  head.write(callingAeTitle.padEnd(16), 20, 16, "latin1");
  const maximumLength = Buffer.alloc(4);
  maximumLength.writeUInt32BE(MAXIMUM_LENGTH);
  const userInformation = item(
    ItemType.userInformation,
    item(ItemType.maximumLength, maximumLength),
    item(ItemType.implementationClassUid, Buffer.from(IMPLEMENTATION_CLASS_UID)),
    // One operation at a time each way, whatever was proposed.
    ...(hasOperationsWindow ? [item(ItemType.operationsWindow, Buffer.from([0, 1, 0, 1]))] : []),
    ...roles.map(encodeRole),
    item(ItemType.implementationVersionName, Buffer.from(IMPLEMENTATION_VERSION_NAME)),
  );
  return pdu(
    type,
    Buffer.concat([
      head,
      item(ItemType.applicationContext, Buffer.from(APPLICATION_CONTEXT)),
      ...contexts,
      userInformation,
    ]),
  );
}

function encodeRole({ sopClassUid, isScu, isScp }: RoleSelection): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(sopClassUid.length);
  return item(
    ItemType.roleSelection,
    length,
    Buffer.from(sopClassUid),
    Buffer.from([isScu ? 1 : 0, isScp ? 1 : 0]),
  );
}

function item(type: number, ...parts: Buffer[]): Buffer {
  const data = Buffer.concat(parts);
  const header = Buffer.alloc(4);
  header.writeUInt8(type, 0);
  header.writeUInt16BE(data.length, 2);
  return Buffer.concat([header, data]);
}
