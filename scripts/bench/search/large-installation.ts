import { db, Prisma } from "@/lib/db";

/** Makes studies in SQL until there are `count`. */
export async function fillStudies(organizationId: string, count: number): Promise<void> {
  const from = await db.study.count();
  await db.$executeRaw`
    INSERT INTO "Patient" (id, "organizationId", "patientIdentifier", name, "birthDate", sex)
    SELECT gen_random_uuid(), ${organizationId}::uuid, 'P' || n, 'Familie' || n || '^Voornaam' || n % 997, '19600101', 'F'
    FROM generate_series(${from}::int, ${count - 1}::int) n`;
  await db.$executeRaw`
    INSERT INTO "Study" (id, "organizationId", "patientId", "studyInstanceUid", "studyDate", "accessionNumber", description,
      modalities, "seriesCount", "instanceCount", "sizeBytes", origin, "patientName", "patientIdentifier", "patientBirthDate", "searchText", "patientNameKey", attributes)
    SELECT gen_random_uuid(), p."organizationId", p.id, '2.25.' || n, to_char(date '2020-01-01' + n % 2500, 'YYYYMMDD'), 'A' || n,
      CASE n % 3 WHEN 0 THEN 'CT thorax' WHEN 1 THEN 'MR hersenen' ELSE 'X knie' END,
      ARRAY[CASE n % 3 WHEN 0 THEN 'CT' WHEN 1 THEN 'MR' ELSE 'DX' END], 3, 300, 150000000, 'CSTORE', p.name, p."patientIdentifier", p."birthDate",
      ' familie' || n || ' voornaam' || n % 997 || CASE n % 3 WHEN 0 THEN ' ct thorax' WHEN 1 THEN ' mr hersenen' ELSE ' x knie' END || ' a' || n,
      lower(p.name), jsonb_build_object('00080020', jsonb_build_object('vr', 'DA', 'Value', jsonb_build_array(to_char(date '2020-01-01' + n % 2500, 'YYYYMMDD'))),
        '00080030', '{"vr":"TM"}'::jsonb, '00080050', jsonb_build_object('vr', 'SH', 'Value', jsonb_build_array('A' || n)),
        '00080056', '{"vr":"CS","Value":["ONLINE"]}'::jsonb, '00080061', '{"vr":"CS","Value":["CT"]}'::jsonb, '00080090', '{"vr":"PN"}'::jsonb,
        '00100010', jsonb_build_object('vr', 'PN', 'Value', jsonb_build_array(jsonb_build_object('Alphabetic', p.name))),
        '00100020', jsonb_build_object('vr', 'LO', 'Value', jsonb_build_array(p."patientIdentifier")),
        '00100030', '{"vr":"DA","Value":["19600101"]}'::jsonb, '00100040', '{"vr":"CS","Value":["F"]}'::jsonb,
        '0020000D', jsonb_build_object('vr', 'UI', 'Value', jsonb_build_array('2.25.' || n)), '00200010', '{"vr":"SH"}'::jsonb,
        '00201206', '{"vr":"IS","Value":[3]}'::jsonb, '00201208', '{"vr":"IS","Value":[300]}'::jsonb)::text
    FROM generate_series(${from}::int, ${count - 1}::int) n
    JOIN "Patient" p ON p."patientIdentifier" = 'P' || n AND p."organizationId" = ${organizationId}::uuid`;
}

const BEGINNINGS = [
  "jan",
  "piet",
  "klaas",
  "vries",
  "bak",
  "vis",
  "smid",
  "mul",
  "boer",
  "dijk",
  "hoek",
  "kuip",
  "meu",
  "bos",
  "peter",
  "dek",
  "vos",
  "brou",
  "scholt",
  "post",
  "koop",
  "wil",
  "huis",
  "graaf",
  "veen",
  "ver",
  "gerrit",
  "jacob",
  "prins",
  "blom",
];
const MIDDLES = [
  "s",
  "er",
  "ers",
  "ma",
  "stra",
  "inga",
  "hof",
  "veld",
  "kamp",
  "berg",
  "dam",
  "horst",
  "laan",
  "brink",
  "huis",
  "donk",
  "meer",
  "beek",
  "hout",
  "stein",
];
const ENDINGS = [
  "",
  "en",
  "s",
  "man",
  "mans",
  "sen",
  "sma",
  "aar",
  "ink",
  "ens",
  "or",
  "el",
  "est",
  "ijn",
  "oom",
  "uit",
  "ak",
  "ik",
  "ok",
  "ed",
];

/** 12,000 different family names, as many as a national book has within a factor of a few. */
function familyName(n: Prisma.Sql): Prisma.Sql {
  const pick = (list: string[], step: number) =>
    Prisma.sql`(${list}::text[])[1 + (${n} / ${Prisma.raw(String(step))}) % ${Prisma.raw(String(list.length))}]`;
  return Prisma.sql`${pick(BEGINNINGS, 1)} || ${pick(MIDDLES, 30)} || ${pick(ENDINGS, 600)}`;
}

/** Makes practitioners' addresses in SQL until there are `count`. */
export async function fillAddresses(count: number): Promise<void> {
  const from = await db.address.count();
  await db.$executeRaw`
    INSERT INTO "Organization" (id, name, city, ura)
    SELECT gen_random_uuid(), 'Instelling ' || n, 'Stad' || n, lpad((1000 + n)::text, 8, '0')
    FROM generate_series(0, 199) n ON CONFLICT (ura) DO NOTHING`;
  await db.$executeRaw`
    WITH place AS (SELECT id, name, city, row_number() OVER (ORDER BY ura) - 1 AS place_n FROM "Organization" WHERE name LIKE 'Instelling %')
    INSERT INTO "Address" (id, kind, "organizationId", name, role, specialty, "departmentName", "organizationName", city, "searchText", "updatedAt")
    SELECT gen_random_uuid(), 'PRACTITIONER', place.id, initcap(family.name) || ', A.', 'Arts', s.specialty, s.specialty, place.name, place.city,
      family.name || ' a. arts ' || s.specialty || ' ' || s.specialty || ' ' || lower(place.name) || ' ' || lower(place.city), now()
    FROM generate_series(${from}::int, ${count - 1}::int) n
    JOIN place ON place.place_n = n % 200
    CROSS JOIN LATERAL (SELECT ${familyName(Prisma.sql`n`)} AS name) family
    JOIN (VALUES (0, 'radiologie'), (1, 'cardiologie'), (2, 'neurologie'), (3, 'orthopedie'), (4, 'longgeneeskunde'),
      (5, 'chirurgie'), (6, 'oncologie'), (7, 'interne geneeskunde')) s(i, specialty) ON s.i = n % 8`;
}
