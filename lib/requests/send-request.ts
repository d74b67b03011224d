import { type Context, requireRole, type UserActor } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import { isValidBsn, normaliseBsn } from "@/lib/dicom";
import { forbidden, unprocessable } from "@/lib/errors";
import { requireCaseToAskFor } from "@/lib/meetings";
import { enqueue } from "@/lib/queue";
import { addressReadBy, findRecipients } from "@/lib/shares";
import { auditingRefusals } from "./access";
import { auditRequest } from "./audit-request";
import { requestArrived } from "./jobs";
import { mailAddress } from "./mail-request";
import { presentRequest, requestInclude } from "./request-view";
import { type ImageRequestView, SendRequestInput } from "./schemas";

/**
 * Asks another organisation for studies of a patient. The patient is as the asker knows them; nothing is looked up at
 * the holder for the asker.
 * @throws ProblemError 403 without a caring role, 422 `unknown_address`, `not_connected`, `own_organization`,
 *   `no_return_address`, `bsn_invalid`, `too_little_about_patient`, `needed_in_past`, `other_patient`; for a meeting's
 *   case 403, 404, 409 and 410 to who may not change it
 */
export async function sendRequest(context: Context, input: SendRequestInput): Promise<ImageRequestView> {
  return auditingRefusals(context, "request.sent", undefined, async () => {
    const user = requireRole(context, "CARE_PROVIDER", "DESK", "MDO_COORDINATOR");
    const given = SendRequestInput.parse(input);
    const neededBy = new Date(given.neededBy);
    if (neededBy <= new Date())
      throw unprocessable("needed_in_past", "The moment it is needed is in the past.");
    const patient = readPatient(given.patient);
    return db.$transaction(async (transaction) => {
      if (given.meetingCaseId) await requireCaseToAskFor(transaction, context, given.meetingCaseId, patient);
      const [address] = await findRecipients(transaction, [given.addressId]);
      if (!address) throw unprocessable("unknown_address", "The address book has no such address.");
      if (address.organizationId === user.actor.organizationId)
        throw unprocessable("own_organization", "What the own organisation has needs no request.");
      const returnAddressId = await findReturnAddress(transaction, user.actor, given.returnAddressId);
      const row = await transaction.imageRequest.create({
        data: {
          organizationId: user.actor.organizationId,
          requesterId: user.actor.userId,
          returnAddressId,
          holderOrganizationId: address.organizationId,
          addressId: address.id,
          purpose: given.purpose,
          priority: given.ground === "EMERGENCY" ? "EMERGENCY" : given.priority,
          ground: given.ground,
          reason: given.reason,
          wanted: given.wanted,
          modalities: [...new Set(given.modalities)],
          dateFrom: given.dateFrom.replaceAll("-", ""),
          dateTo: given.dateTo.replaceAll("-", ""),
          neededBy,
          meetingCaseId: given.meetingCaseId ?? null,
          ...patient,
        },
        include: requestInclude,
      });
      await mailAddress(transaction, row.id, "asked", address.id);
      await enqueue(transaction, requestArrived, { requestId: row.id });
      await auditRequest(transaction, user, row, {
        action: "request.sent",
        announced: "asked",
        detail: { addressId: address.id, ground: row.ground, neededBy: neededBy.toISOString() },
      });
      return presentRequest(row, "requester");
    });
  });
}

function readPatient(patient: ReturnType<typeof SendRequestInput.parse>["patient"]) {
  const bsn = patient.bsn ? (normaliseBsn(patient.bsn) ?? null) : null;
  if (patient.bsn && (!bsn || !isValidBsn(bsn))) throw unprocessable("bsn_invalid", "This is no valid BSN.");
  if (!bsn && !patient.birthDate && patient.patientIdentifier === "")
    throw unprocessable(
      "too_little_about_patient",
      "A name alone doesn't find a patient: give the BSN, the birth date or a number.",
    );
  return {
    patientName: patient.name,
    patientBirthDate: patient.birthDate?.replaceAll("-", "") ?? null,
    patientSex: patient.sex,
    patientIdentifier: patient.patientIdentifier,
    issuerOfPatientId: patient.issuerOfPatientId,
    bsn,
  };
}

/** The address named, which the person must read; otherwise an own one, at a desk the mailbox. */
async function findReturnAddress(
  transaction: Transaction,
  { userId, organizationId, roles }: UserActor,
  wanted: string | undefined,
): Promise<string> {
  const addresses = await transaction.address.findMany({
    where: { AND: [{ organizationId, isListed: true }, addressReadBy(userId)] },
    select: { id: true, kind: true },
    // At a desk colleagues follow each other's requests.
    orderBy: [{ kind: roles.includes("DESK") ? "desc" : "asc" }, { id: "asc" }],
  });
  const found = wanted === undefined ? addresses[0] : addresses.find(({ id }) => id === wanted.toLowerCase());
  if (found) return found.id;
  if (wanted !== undefined)
    throw forbidden("forbidden", "The answer can only go to an address that you read.");
  throw unprocessable("no_return_address", "Your account has no address in the book for an answer to go to.");
}
