import type { Transaction } from "@/lib/db";
import { isOpenAt, nextOpening, OpeningHours } from "@/lib/directory";
import type { CheckRequest } from "./check-share";
import type { Choice } from "./choose-studies";
import { addressSelect } from "./find-recipients";
import type { Finding, RecipientOption } from "./schemas";
import { isUuid } from "./share-id";
import { readersOf } from "./share-view";

const select = {
  ...addressSelect,
  isListed: true,
  practitionerRole: { select: { departmentId: true } },
  healthcareService: {
    select: {
      ...addressSelect.healthcareService.select,
      openingHours: true,
      acceptedModalities: true,
      acceptedPurposes: true,
    },
  },
} as const;

/** Findings about the recipients: reachable, read by somebody, open now, taking this content. */
export async function checkRecipients(
  db: Transaction,
  choices: Choice[],
  { recipients, purpose }: CheckRequest,
): Promise<Finding[]> {
  const ids = recipients.map(({ addressId }) => addressId.toLowerCase());
  const addresses = await db.address.findMany({ where: { id: { in: ids.filter(isUuid) } }, select });
  const findings: Finding[] = ids
    .filter((id) => !addresses.some((address) => address.id === id && address.isListed))
    .map((addressId) => ({ code: "unknown_address", severity: "blocking", addressId, values: {} }));
  const modalities = new Set(choices.flatMap(modalitiesOf));

  for (const address of addresses.filter(({ isListed }) => isListed)) {
    const about = { addressId: address.id };
    const values = { name: address.name, organization: address.organizationName };
    if (!address.organization.isConnected) {
      findings.push({ code: "not_connected", severity: "blocking", ...about, values });
      continue;
    }
    if (readersOf(address).length === 0)
      findings.push({
        code: "recipient_not_active",
        severity: "warning",
        ...about,
        values,
        alternative: await findMailbox(db, address),
      });
    const mailbox = address.healthcareService;
    if (!mailbox) continue;
    const now = new Date();
    const hours = OpeningHours.safeParse(mailbox.openingHours).data ?? [];
    if (!isOpenAt(hours, now))
      findings.push({
        code: "recipient_closed",
        severity: "warning",
        ...about,
        values: { ...values, opensAt: nextOpening(hours, now)?.toISOString() ?? "" },
      });
    const refused = [...modalities].filter(
      (modality) => mailbox.acceptedModalities.length > 0 && !mailbox.acceptedModalities.includes(modality),
    );
    if (refused.length > 0)
      findings.push({
        code: "content_not_accepted",
        severity: "warning",
        ...about,
        values: { ...values, modalities: refused.join(", ") },
      });
    if (mailbox.acceptedPurposes.length > 0 && !mailbox.acceptedPurposes.includes(purpose))
      findings.push({ code: "purpose_not_accepted", severity: "warning", ...about, values });
  }
  return findings;
}

/** Reports and the like go with images everywhere. */
const ACCOMPANYING = new Set(["SR", "PR", "KO", "DOC", "SEG", ""]);

function modalitiesOf({ study, seriesInstanceUids }: Choice): string[] {
  return study.series
    .filter(
      ({ seriesInstanceUid }) =>
        seriesInstanceUids.length === 0 || seriesInstanceUids.includes(seriesInstanceUid),
    )
    .map(({ modality }) => modality)
    .filter((modality) => !ACCOMPANYING.has(modality));
}

/** A mailbox of the same department, else of the same organisation, that somebody reads. */
async function findMailbox(
  db: Transaction,
  address: { organizationId: string; practitionerRole: { departmentId: string | null } | null },
): Promise<RecipientOption | undefined> {
  const mailboxes = await db.address.findMany({
    where: {
      organizationId: address.organizationId,
      kind: "MAILBOX",
      isListed: true,
      healthcareService: { members: { some: { user: { disabledAt: null } } } },
    },
    select: {
      id: true,
      kind: true,
      name: true,
      role: true,
      specialty: true,
      departmentName: true,
      organizationName: true,
      city: true,
      healthcareService: { select: { departmentId: true } },
    },
    orderBy: { name: "asc" },
    take: 50,
  });
  const departmentId = address.practitionerRole?.departmentId;
  const best =
    mailboxes.find(
      ({ healthcareService }) => departmentId && healthcareService?.departmentId === departmentId,
    ) ?? mailboxes[0];
  if (!best) return undefined;
  return {
    addressId: best.id,
    kind: best.kind,
    name: best.name,
    role: best.role,
    specialty: best.specialty,
    department: best.departmentName,
    organization: best.organizationName,
    city: best.city,
    isActive: true,
    isConnected: true,
    isFavorite: false,
  };
}
