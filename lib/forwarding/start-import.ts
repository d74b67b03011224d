import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { isSamePatient } from "@/lib/patients";
import { enqueue } from "@/lib/queue";
import { lockStudy } from "@/lib/studies";
import { ownPeer, requester } from "./access";
import { identityOf, requireConfirmed } from "./compare-patients";
import { type ImportableShare, importableShare } from "./importable-share";
import { importTransfer } from "./jobs";
import { ImportShareInput, type Reconciliation, type Transfer } from "./schemas";
import { addInstances, RUNNING } from "./start-transfer";
import { transferSelect, viewTransfers } from "./transfer-view";

/**
 * Asks for studies of a received share to be taken into the own archive under local patients (IHE IRWF.b), and
 * from there straight on to a peer where one is named.
 * @throws ProblemError as `importableShare`; 404 for a study that isn't in the share; 409 `transfer_running`,
 *   `study_of_another_patient`; 422 `differences_not_confirmed`
 */
export async function startImport(
  context: Context,
  shareId: string,
  given: ImportShareInput,
): Promise<Transfer[]> {
  const input = ImportShareInput.parse(given);
  const share = await importableShare(context, shareId);
  const onward = input.onwardPeerId ? await ownPeer(share.organizationId, input.onwardPeerId) : undefined;
  const ids = await db.$transaction(
    async (transaction) => {
      const made: string[] = [];
      for (const study of input.studies)
        made.push(await importOne(transaction, context, share, study, onward));
      return made;
    },
    { timeout: 60_000 },
  );
  const rows = await db.transfer.findMany({ where: { id: { in: ids } }, select: transferSelect });
  return viewTransfers(rows);
}

type OneStudy = ReturnType<typeof ImportShareInput.parse>["studies"][number];

async function importOne(
  transaction: Transaction,
  context: Context,
  { organizationId, grant, from }: ImportableShare,
  { studyInstanceUid, reconciliation, confirmDifferences }: OneStudy,
  onward: { id: string; name: string } | undefined,
): Promise<string> {
  const granted = grant.studies.get(studyInstanceUid);
  if (!granted) throw notFound();
  const source = await transaction.study.findUniqueOrThrow({
    where: { id: granted.studyId },
    include: { patient: true },
  });
  await lockStudy(transaction, organizationId, studyInstanceUid);
  await refuseOtherPatient(transaction, organizationId, studyInstanceUid, reconciliation);
  const local = await transaction.patient.findFirst({
    where: {
      organizationId,
      patientIdentifier: reconciliation.patientIdentifier,
      issuerOfPatientId: reconciliation.issuerOfPatientId,
    },
  });
  // The person whom the values name, and the one whom the number has here already.
  requireConfirmed(
    identityOf(source.patient),
    { ...reconciliation, bsn: local?.bsn ?? null },
    confirmDifferences,
  );
  if (local) requireConfirmed(identityOf(local), reconciliation, confirmDifferences);
  const { id } = await transaction.transfer.create({
    data: {
      organizationId,
      kind: "IMPORT",
      studyId: source.id,
      studyInstanceUid,
      seriesInstanceUids: granted.seriesInstanceUids === "all" ? [] : granted.seriesInstanceUids,
      shareId: grant.shareId,
      sourceOrganization: from,
      onwardPeerId: onward?.id ?? null,
      reconciliation,
      ...requester(context),
    },
  });
  const series = granted.seriesInstanceUids === "all" ? undefined : granted.seriesInstanceUids;
  await addInstances(transaction, id, source.id, series);
  await enqueue(transaction, importTransfer, { transferId: id });
  await recordAudit(transaction, context, {
    eventCode: EventCode.import,
    action: "share.import-requested",
    organizations: [organizationId, grant.organizationId],
    patient: { id: source.patientId, patientIdentifier: source.patientIdentifier },
    studyInstanceUid,
    object: { type: "share", id: grant.shareId },
    ground: { treatmentRelation: true },
    detail: { transfer: id, onward: onward?.name ?? null },
  });
  return id;
}

/** @throws ProblemError 409: a study has one patient, here too */
async function refuseOtherPatient(
  transaction: Transaction,
  organizationId: string,
  studyInstanceUid: string,
  { patientIdentifier, issuerOfPatientId, name, birthDate }: Reconciliation,
): Promise<void> {
  const running = await transaction.transfer.findFirst({
    where: { organizationId, studyInstanceUid, kind: "IMPORT", state: { in: [...RUNNING] } },
    select: { id: true },
  });
  if (running) throw conflict("transfer_running", "This study is being imported already.");
  const existing = await transaction.study.findUnique({
    where: { organizationId_studyInstanceUid: { organizationId, studyInstanceUid } },
    select: { patient: true },
  });
  const chosen = {
    patientIdentifier,
    issuerOfPatientId,
    name,
    birthDate: birthDate.replaceAll("-", "") || null,
  };
  if (existing && !isSamePatient(existing.patient, chosen))
    throw conflict(
      "study_of_another_patient",
      "Your archive has this study already, under another patient. Import it under that patient, or correct that first.",
    );
}
