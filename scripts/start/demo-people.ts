import { personContext } from "@/lib/auth";
import type { UserContext } from "@/lib/context";
import { db } from "@/lib/db";

/** The entry of a person or a mailbox in the address book. */
export async function addressOf(email: string): Promise<string> {
  const address = await db.address.findFirstOrThrow({
    where: { email, isListed: true },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return address.id;
}

/** Studies of the person's organisation, by accession number. */
export async function studiesOf(
  email: string,
  accessions: string[],
): Promise<{ studyInstanceUid: string }[]> {
  const { organizationId } = await db.user.findUniqueOrThrow({ where: { email } });
  return db.study.findMany({
    where: { organizationId, accessionNumber: { in: accessions } },
    select: { studyInstanceUid: true },
  });
}

/** Acting as one of the demo's accounts. */
export async function contextOf(email: string): Promise<UserContext> {
  const user = await db.user.findUniqueOrThrow({ where: { email }, include: { organization: true } });
  return personContext({ locale: "nl" }, user);
}
