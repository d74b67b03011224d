import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { checkShare, recentRecipients, sendShare } from "@/lib/shares";
import { makeAddress, makeMailbox, makeOrganization, makeStudy, makeUser, makeWorld } from "./world";

type World = Awaited<ReturnType<typeof makeWorld>>;
let world: World;
beforeEach(async () => {
  world = await makeWorld();
});

type Check = Parameters<typeof checkShare>[1];
const check = async (input: Check) => (await checkShare(world.sender.context, input)).findings;
const codes = async (input: Check) => (await check(input)).map(({ code }) => code).sort();
const uids = (...studies: { studyInstanceUid: string }[]) =>
  studies.map(({ studyInstanceUid }) => ({ studyInstanceUid }));

describe("checkShare", () => {
  it("only misses the report of a good study to a good address", async () => {
    const { study, address } = world;
    expect(await check({ studies: uids(study), recipients: [{ addressId: address.id }] })).toMatchObject([
      { code: "report_missing", severity: "info" },
    ]);
    await db.study.update({ where: { id: study.id }, data: { hasReport: true } });
    expect(await codes({ studies: uids(study), recipients: [{ addressId: address.id }] })).toEqual([]);
  });

  it("looks at the BSN", async () => {
    const { study } = world;
    await db.patient.update({ where: { id: study.patientId }, data: { bsn: null } });
    expect(await codes({ studies: uids(study) })).toContain("bsn_missing");
    await db.patient.update({ where: { id: study.patientId }, data: { bsn: "123456789" } });
    expect(await codes({ studies: uids(study) })).toContain("bsn_invalid");
  });

  it("asks once more when there are several patients, but not in an emergency", async () => {
    const { study, noord } = world;
    const other = await makeStudy(noord);
    // The same BSN under two numbers is one person.
    expect(await codes({ studies: uids(study, other) })).not.toContain("several_patients");
    await db.patient.update({ where: { id: other.patientId }, data: { bsn: "123456782" } });
    const asked = await check({ studies: uids(study, other) });
    expect(asked.find(({ code }) => code === "several_patients")?.severity).toBe("confirm");
    const told = await check({ studies: uids(study, other), priority: "EMERGENCY" });
    expect(told.filter(({ severity }) => severity === "confirm" || severity === "blocking")).toEqual([]);
  });

  it("counts what is more than usual for the purpose", async () => {
    const { study, noord } = world;
    const studies = [study];
    for (let more = 0; more < 3; more++) studies.push(await makeStudy(noord, { patientId: study.patientId }));
    expect(await codes({ studies: uids(...studies), purpose: "CONSULT" })).toContain("more_than_usual");
    expect(await codes({ studies: uids(...studies), purpose: "MDO" })).not.toContain("more_than_usual");
  });

  it("knows of uploads that run, files refused and instances set aside", async () => {
    const { study, noord, sender } = world;
    const { studyInstanceUid } = study;
    await db.import.create({
      data: {
        organizationId: noord.id,
        userId: sender.user.id,
        files: { create: { path: "a", size: 1, outcome: "REFUSED", studyInstanceUid } },
      },
    });
    await db.conflict.create({
      data: {
        organizationId: noord.id,
        kind: "CONTENT",
        origin: "UPLOAD",
        studyInstanceUid,
        seriesInstanceUid: "1.2",
        sopInstanceUid: "1.3",
        objectKey: "k",
        offset: 0,
        length: 0,
        dataSetSha256: new Uint8Array(32),
      },
    });
    expect(await codes({ studies: uids(study) })).toEqual([
      "files_refused",
      "incomplete",
      "report_missing",
      "set_aside",
    ]);
  });

  it("knows when a mailbox is closed and what it doesn't take", async () => {
    const { study, zuid } = world;
    const member = await makeUser(zuid);
    const never = [{ days: ["mon"], from: "03:00", to: "03:15" }];
    const mailbox = await makeMailbox(zuid, [member], {
      openingHours: never,
      acceptedModalities: ["MR"],
      acceptedPurposes: ["MDO"],
    });
    expect(await codes({ studies: uids(study), recipients: [{ addressId: mailbox.id }] })).toEqual([
      "content_not_accepted",
      "purpose_not_accepted",
      "recipient_closed",
      "report_missing",
    ]);
  });

  it("offers the mailbox instead of an address that nobody reads, and names what would be refused", async () => {
    const { zuid } = world;
    const silent = await makeAddress(zuid);
    expect((await check({ recipients: [{ addressId: silent.id }] }))[0]).not.toHaveProperty(
      "alternative.addressId",
    );
    const mailbox = await makeMailbox(zuid, [await makeUser(zuid)]);
    expect(await check({ recipients: [{ addressId: silent.id }] })).toMatchObject([
      { code: "recipient_not_active", severity: "warning", alternative: { addressId: mailbox.id } },
    ]);
    const closed = await makeAddress(await makeOrganization("Kliniek", false));
    const blocking = await check({ recipients: [{ addressId: closed.id }, { addressId: "nobody" }] });
    expect(blocking.map(({ code, severity }) => `${code} ${severity}`).sort()).toEqual([
      "not_connected blocking",
      "unknown_address blocking",
    ]);
  });

  it("is for who may send, about own studies", async () => {
    const { noord, zuid, sender } = world;
    const administrator = await makeUser(noord, ["ADMINISTRATOR"]);
    await expect(checkShare(administrator.context, {})).rejects.toMatchObject({ status: 403 });
    const foreign = await makeStudy(zuid);
    await expect(checkShare(sender.context, { studies: uids(foreign) })).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe("recentRecipients", () => {
  it("has favourites first, then who was sent to last, each once", async () => {
    const { sender, zuid, address, request } = world;
    const favorite = await makeAddress(zuid);
    await db.favoriteAddress.create({ data: { userId: sender.user.id, addressId: favorite.id } });
    await sendShare(sender.context, request);
    await sendShare(sender.context, { ...request, purpose: "MDO" });
    const { items, lastPurpose } = await recentRecipients(sender.context);
    expect(items.map(({ addressId, isFavorite }) => [addressId, isFavorite])).toEqual([
      [favorite.id, true],
      [address.id, false],
    ]);
    expect(lastPurpose).toBe("MDO");
  });
});
