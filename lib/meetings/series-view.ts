import type { Prisma } from "@/lib/db";
import { highest } from "./access";
import type { Participant, Series } from "./schemas";

/** Participants with who reads their addresses. */
export const participantSelect = (userId: string) =>
  ({
    id: true,
    addressId: true,
    meetingId: true,
    role: true,
    address: {
      select: {
        name: true,
        organizationName: true,
        specialty: true,
        accounts: { where: { userId }, select: { userId: true } },
        healthcareService: { select: { members: { where: { userId }, select: { userId: true } } } },
      },
    },
  }) as const satisfies Prisma.MeetingParticipantSelect;

type ParticipantRow = Prisma.MeetingParticipantGetPayload<{ select: ReturnType<typeof participantSelect> }>;

export function viewParticipant({ id, addressId, meetingId, role, address }: ParticipantRow): Participant {
  return {
    participantId: id,
    addressId,
    name: address.name,
    organization: address.organizationName,
    specialty: address.specialty,
    role,
    isGuest: meetingId !== null,
    isMine: address.accounts.length > 0 || (address.healthcareService?.members.length ?? 0) > 0,
  };
}

export const seriesInclude = (userId: string) =>
  ({
    organization: { select: { name: true } },
    participants: {
      where: { leftAt: null },
      select: participantSelect(userId),
      orderBy: [{ role: "asc" }, { createdAt: "asc" }],
    },
  }) as const satisfies Prisma.MeetingSeriesInclude;

type SeriesRow = Prisma.MeetingSeriesGetPayload<{ include: ReturnType<typeof seriesInclude> }>;

export function viewSeries(series: SeriesRow): Series {
  const participants = series.participants.map(viewParticipant);
  const { id, title, department, region, location, frequency, firstDate, startTime, durationMinutes } =
    series;
  const { deadlineHours, chaseHours, accessDays, minutesPerCase } = series;
  return {
    id,
    organization: series.organization.name,
    title,
    department,
    region,
    location,
    frequency,
    firstDate,
    startTime,
    durationMinutes,
    deadlineHours,
    chaseHours,
    accessDays,
    minutesPerCase,
    endedAt: series.endedAt?.toISOString() ?? null,
    myRole: highest(participants.filter(({ isMine }) => isMine).map(({ role }) => role)),
    participants,
  };
}
