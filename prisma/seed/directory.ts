import { accounts } from "./accounts";
import { FAMILY_NAMES, GIVEN_NAMES, PLACES, type Place } from "./directory/names";
import { OFFICE_HOURS, OWN_ORGANIZATIONS } from "./directory/own-organizations";
import type {
  DirectoryData,
  DirectoryDepartment,
  DirectoryOrganization,
  DirectoryPractitioner,
} from "./directory/types";
import { pick, type Random, seededRandom } from "./studies/support/random";

export type * from "./directory/types";

/** Departments an organisation of a kind has, with the title of who works there and how many. */
const DEPARTMENTS: Record<
  Place["kind"],
  readonly (readonly [name: string, specialty: string, title: string, staff: number])[]
> = {
  university: [
    ["Radiologie en nucleaire geneeskunde", "radiologie", "Radioloog", 5],
    ["Neurochirurgie", "neurochirurgie", "Neurochirurg", 3],
    ["Neurologie", "neurologie", "Neuroloog", 3],
    ["Cardiologie", "cardiologie", "Cardioloog", 3],
    ["Cardiothoracale chirurgie", "cardiothoracale chirurgie", "Cardiothoracaal chirurg", 2],
    ["Medische oncologie", "oncologie", "Internist-oncoloog", 3],
    ["Radiotherapie", "radiotherapie", "Radiotherapeut", 2],
    ["Kindergeneeskunde", "kindergeneeskunde", "Kinderarts", 2],
  ],
  hospital: [
    ["Radiologie", "radiologie", "Radioloog", 3],
    ["Longgeneeskunde", "longgeneeskunde", "Longarts", 2],
    ["Cardiologie", "cardiologie", "Cardioloog", 2],
    ["Neurologie", "neurologie", "Neuroloog", 2],
    ["Orthopedie", "orthopedie", "Orthopedisch chirurg", 2],
    ["Chirurgie", "chirurgie", "Chirurg", 1],
    ["Spoedeisende hulp", "spoedeisende geneeskunde", "SEH-arts", 1],
  ],
  clinic: [
    ["Polikliniek", "radiologie", "Radioloog", 3],
    ["Orthopedie", "orthopedie", "Orthopedisch chirurg", 2],
  ],
  practice: [["Praktijk", "huisartsgeneeskunde", "Huisarts", 3]],
};

const OWN_TITLES: Record<string, string> = {
  radiologie: "Radioloog",
  "spoedeisende geneeskunde": "SEH-arts",
  cardiologie: "Cardioloog",
  longgeneeskunde: "Longarts",
  neurologie: "Neuroloog",
  orthopedie: "Orthopedisch chirurg",
  "interne geneeskunde": "Internist",
  chirurgie: "Chirurg",
  gynaecologie: "Gynaecoloog",
  kindergeneeskunde: "Kinderarts",
  oncologie: "Internist-oncoloog",
  neurochirurgie: "Neurochirurg",
};

/** An address without an account at an organisation that is connected: sending to it creates a task for the administrator. */
export const ADDRESS_WITHOUT_ACCOUNT = "neuroloog@zuid.example";

class Staff {
  readonly practitioners: DirectoryPractitioner[] = [];
  private readonly taken = new Set<string>();

  constructor(private readonly random: Random) {}

  add(
    name: DirectoryPractitioner["name"],
    role: DirectoryPractitioner["roles"][number],
    email?: string,
  ): DirectoryPractitioner {
    const serial = this.practitioners.length + 1;
    const person: DirectoryPractitioner = {
      name,
      // Above 900000000 and under 99......: not ranges that the registers give out for these demo people.
      uzi: String(900_000_000 + serial * 37),
      agb: `99${String(serial).padStart(6, "0")}`,
      ...(email ? { email } : {}),
      roles: [role],
    };
    this.practitioners.push(person);
    this.taken.add(`${name.given} ${name.family}`);
    return person;
  }

  newName(): DirectoryPractitioner["name"] {
    for (;;) {
      const given = pick(this.random, GIVEN_NAMES);
      const [prefix, family] = pick(this.random, FAMILY_NAMES);
      if (this.taken.has(`${given} ${family}`)) continue;
      const second = this.random() < 0.4 ? `${pick(this.random, GIVEN_NAMES)[0]}.` : "";
      return { family, given, prefix, initials: `${given[0]}.${second}` };
    }
  }
}

function buildDirectory(): DirectoryData {
  const random = seededRandom("directory");
  const organizations: DirectoryOrganization[] = [...OWN_ORGANIZATIONS];
  const staff = new Staff(random);
  for (const account of accounts) {
    const own = OWN_ORGANIZATIONS.find(({ slug }) => slug === account.organization) as DirectoryOrganization;
    staff.add(
      account.name,
      {
        organization: own.ura,
        department: account.department,
        specialty: account.specialty,
        role: account.role,
      },
      account.email,
    );
  }
  const zuid = OWN_ORGANIZATIONS[1] as DirectoryOrganization;
  staff.add(
    { family: "Vermeulen", given: "Stijn", prefix: "", initials: "S." },
    { organization: zuid.ura, department: "Neurologie", specialty: "neurologie", role: "Neuroloog" },
    ADDRESS_WITHOUT_ACCOUNT,
  );
  for (const own of OWN_ORGANIZATIONS) {
    for (const { name, specialty } of own.departments) {
      const role = OWN_TITLES[specialty];
      for (let i = 0; role && i < 2; i++)
        staff.add(staff.newName(), { organization: own.ura, department: name, specialty, role });
    }
  }
  for (const [index, place] of PLACES.entries()) {
    const organization = organizationOf(place, index);
    organizations.push(organization);
    for (const [name, specialty, role, count] of DEPARTMENTS[place.kind]) {
      for (let i = 0; i < count; i++)
        staff.add(staff.newName(), { organization: organization.ura, department: name, specialty, role });
    }
  }
  addSecondAppointments(staff.practitioners, organizations, random);
  return { organizations, practitioners: staff.practitioners };
}

function organizationOf(place: Place, index: number): DirectoryOrganization {
  const domain = place.name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z]+/g, "-");
  const departments = DEPARTMENTS[place.kind].map(([name, specialty]): DirectoryDepartment => {
    const hasMailbox =
      place.kind === "practice" ||
      specialty === "radiologie" ||
      specialty === "neurochirurgie" ||
      specialty === "oncologie" ||
      specialty === "spoedeisende geneeskunde";
    if (!hasMailbox) return { name, specialty };
    const isAlwaysOpen = specialty === "spoedeisende geneeskunde" || specialty === "neurochirurgie";
    return {
      name,
      specialty,
      mailbox: {
        name: `${name} ${place.city}`,
        email: `${specialty.split(" ")[0]}@${domain}.example`,
        openingHours: isAlwaysOpen ? [] : OFFICE_HOURS,
        acceptedModalities: specialty === "neurochirurgie" ? ["CT", "MR"] : [],
        acceptedPurposes: specialty === "oncologie" ? ["MDO", "SECOND_OPINION", "REFERRAL"] : [],
      },
    };
  });
  return {
    name: place.name,
    city: place.city,
    ura: String(90_010 + index * 7).padStart(8, "0"),
    agb: `${place.kind === "practice" ? "01" : "06"}${String(991_000 + index * 3).padStart(6, "0")}`,
    isConnected: place.isConnected,
    departments,
  };
}

/** Some people work at two places: a radiologist of a hospital with a day at the university centre. */
function addSecondAppointments(
  people: DirectoryPractitioner[],
  organizations: DirectoryOrganization[],
  random: Random,
): void {
  for (const person of people) {
    const [first] = person.roles;
    if (!first || person.email || random() > 0.42) continue;
    const other = pick(random, organizations);
    const department = other.departments.find(({ specialty }) => specialty === first.specialty);
    if (!department || other.ura === first.organization) continue;
    person.roles.push({ ...first, organization: other.ura, department: department.name });
  }
}

/** The address book of the demo installation: the same on every machine, more than 500 entries. */
export const directoryData: DirectoryData = buildDirectory();

/** Entries people can choose: practitioners in their roles, and mailboxes. */
export function countEntries(data: DirectoryData): number {
  const mailboxes = data.organizations.reduce(
    (sum, { departments }) => sum + departments.filter(({ mailbox }) => mailbox).length,
    0,
  );
  return mailboxes + data.practitioners.reduce((sum, { roles }) => sum + roles.length, 0);
}
