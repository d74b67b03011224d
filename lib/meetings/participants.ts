import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound, unprocessable } from "@/lib/errors";
import { announce } from "@/lib/live";
import { addressReadBy } from "@/lib/shares";
import { requireCare } from "./access";
import { ParticipantInput, type Series } from "./schemas";
import { getSeries, recordSeries, requireSeriesLead } from "./series";

/**
 * Invites an address, or gives one that takes part another role.
 * @throws ProblemError 422 `unknown_address`, `not_connected`; 404 for a meeting of another series
 */
export async function setParticipant(
  context: Context,
  seriesId: string,
  input: ParticipantInput,
): Promise<Series> {
  const { addressId, role, meetingId = null } = ParticipantInput.parse(input);
  await db.$transaction(async (transaction) => {
    const { series } = await requireSeriesLead(transaction, context, seriesId);
    const address = await transaction.address.findFirst({
      where: { id: addressId, isListed: true },
      select: { id: true, organizationId: true, organization: { select: { isConnected: true } } },
    });
    if (!address) throw unprocessable("unknown_address", "The address book has no such address.");
    if (!address.organization.isConnected)
      throw unprocessable("not_connected", "This organisation is not connected to Beeldbrug.");
    if (meetingId) {
      const meeting = await transaction.meeting.findFirst({ where: { id: meetingId, seriesId: series.id } });
      if (!meeting) throw notFound();
    }
    const there = await transaction.meetingParticipant.findFirst({
      where: { seriesId: series.id, addressId, meetingId, leftAt: null },
      select: { id: true },
    });
    if (there) await transaction.meetingParticipant.update({ where: { id: there.id }, data: { role } });
    else
      await transaction.meetingParticipant.create({
        data: { seriesId: series.id, addressId, meetingId, role },
      });
    await recordSeries(transaction, context, series, "meeting.participant-set", { addressId, role });
    await announceAll(transaction, series.id);
  });
  return getSeries(context, seriesId);
}

/**
 * Somebody leaves: oneself, or by the hand of who leads. From the next request on the cases are closed to them.
 * @throws ProblemError 404, 422 `last_coordinator` when nobody would be left to lead it
 */
export async function removeParticipant(
  context: Context,
  seriesId: string,
  participantId: string,
): Promise<void> {
  const user = requireCare(context);
  await db.$transaction(async (transaction) => {
    const participant = await transaction.meetingParticipant.findFirst({
      where: { id: participantId, seriesId, leftAt: null },
      select: {
        id: true,
        role: true,
        meetingId: true,
        addressId: true,
        series: { select: { id: true, organizationId: true } },
      },
    });
    const isOwn =
      participant !== null &&
      (await transaction.meetingParticipant.count({
        where: { id: participantId, address: addressReadBy(user.actor.userId) },
      })) > 0;
    if (!isOwn) await requireSeriesLead(transaction, context, seriesId);
    if (!participant) throw notFound();
    if (participant.role !== "MEMBER" && participant.meetingId === null) {
      const others = await transaction.meetingParticipant.count({
        where: {
          seriesId,
          leftAt: null,
          meetingId: null,
          role: { in: ["COORDINATOR", "CHAIR"] },
          id: { not: participantId },
        },
      });
      if (others === 0)
        throw unprocessable("last_coordinator", "Somebody else has to coordinate it before you leave.");
    }
    await transaction.meetingParticipant.update({
      where: { id: participantId },
      data: { leftAt: new Date() },
    });
    await recordSeries(transaction, context, participant.series, "meeting.participant-left", {
      addressId: participant.addressId,
    });
    await announceAll(transaction, seriesId);
  });
}

async function announceAll(transaction: Parameters<typeof announce>[0], seriesId: string): Promise<void> {
  const meetings = await transaction.meeting.findMany({
    where: { seriesId, accessEndsAt: { gt: new Date() } },
    select: { id: true },
  });
  await announce(
    transaction,
    ...meetings.map(({ id }) => ({ topic: `meeting:${id}` as const, kind: "changed", meetingId: id })),
  );
}
