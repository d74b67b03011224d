import { db } from "@/lib/db";
import type { MeetingRole } from "@/lib/db/generated/enums";
import { PATIENT, type Rights } from "./people";
import type { Column } from "./table";

const DAY_MS = 86_400_000;
let addresses: Promise<Record<"mdo" | "sender" | "revoked" | "expired", string>> | undefined;

/** Own addresses of those who have none for a share. */
function ownAddresses({ noord, zuid, accounts }: Rights) {
  const make = async (organization: { id: string; name: string }, account: { id: string; name: string }) =>
    (
      await db.address.create({
        data: {
          kind: "PRACTITIONER",
          organizationId: organization.id,
          organizationName: organization.name,
          name: account.name,
          searchText: account.name.toLowerCase(),
          accounts: { create: { userId: account.id, origin: "ADMINISTRATOR" } },
        },
      })
    ).id;
  addresses ??= (async () => ({
    mdo: await make(noord, accounts.mdo),
    sender: await make(noord, accounts.sender),
    revoked: await make(zuid, accounts.revoked),
    expired: await make(zuid, accounts.expired),
  }))();
  return addresses;
}

/**
 * A meeting of noord about the patient: mdo coordinates it, sender submitted the case, recipient of zuid chairs it,
 * member takes part by a mailbox; revoked has left. What `expired` takes part in is over.
 */
export async function makeMeeting(
  rights: Rights,
  column: Column,
  outcome: "none" | "written" | "signed" | "amending" = "none",
): Promise<Record<"meeting" | "case" | "series" | "participant", string>> {
  const own = await ownAddresses(rights);
  const isOver = column === "expired";
  const startsAt = new Date(Date.now() + (isOver ? -3 : 3) * DAY_MS);
  const part = (addressId: string, role: MeetingRole, leftAt?: Date) => ({ addressId, role, leftAt });
  const series = await db.meetingSeries.create({
    data: {
      organizationId: rights.noord.id,
      createdById: rights.accounts.mdo.id,
      title: "MDO",
      frequency: "SINGLE",
      firstDate: startsAt.toISOString().slice(0, 10),
      startTime: "16:00",
      participants: {
        create: [
          part(own.mdo, "COORDINATOR"),
          part(own.sender, "MEMBER"),
          part(rights.addresses.recipient, "CHAIR"),
          part(rights.addresses.member, "MEMBER"),
          part(own.expired, "MEMBER"),
          part(own.revoked, "MEMBER", new Date()),
        ],
      },
      meetings: {
        create: {
          startsAt,
          durationMinutes: 60,
          submitBy: startsAt,
          accessEndsAt: new Date(startsAt.getTime() + DAY_MS),
          ...(isOver && { state: "CLOSED" }),
        },
      },
    },
    include: { meetings: true },
  });
  const meeting = series.meetings[0]?.id ?? "";
  const { id } = await db.meetingCase.create({
    data: {
      meetingId: meeting,
      position: 1,
      organizationId: rights.noord.id,
      submittedById: rights.accounts.sender.id,
      referrerId: own.sender,
      patientName: PATIENT.name,
      patientIdentifier: PATIENT.number,
      estimatedMinutes: 5,
      items: {
        create: (["IMAGES", "REPORT", "PATHOLOGY", "QUESTION"] as const).map((kind) => ({
          kind,
          light: "RED",
        })),
      },
      shares: {
        create: {
          organizationId: rights.noord.id,
          senderId: rights.accounts.sender.id,
          state: "SENT",
          isComplete: true,
          purpose: "MDO",
          priority: "ROUTINE",
          canDownload: false,
          expiresAt: new Date(startsAt.getTime() + DAY_MS),
          studies: { create: { studyId: rights.studyId, seriesInstanceUids: [] } },
          documents: { create: { documentId: rights.document } },
        },
      },
      ...(outcome !== "none" && {
        outcome: {
          create: {
            conclusion: "Behandelen",
            updatedBy: "Persoon",
            ...(outcome === "signed" && {
              signedAt: new Date(),
              signedById: rights.accounts.recipient.id,
              signedByName: "Persoon",
              reportedAt: new Date(),
            }),
            ...(outcome === "amending" && {
              amendments: {
                create: {
                  reason: "Verkeerde zijde",
                  openedById: rights.accounts.recipient.id,
                  openedByName: "Persoon",
                  conclusion: "Behandelen",
                  followUp: "",
                  signedAt: new Date(),
                  reportedAt: new Date(),
                },
              },
            }),
          },
        },
      }),
    },
  });
  const other = await db.meetingParticipant.create({
    data: { seriesId: series.id, addressId: rights.addresses.colleague, role: "MEMBER" },
  });
  return { meeting, case: id, series: series.id, participant: other.id };
}
