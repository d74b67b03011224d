import type { DirectoryDepartment, DirectoryOrganization, OpeningHours, Purpose } from "./types";

export const OFFICE_HOURS: OpeningHours[] = [
  { days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "17:30" },
];
const SHORT_HOURS: OpeningHours[] = [{ days: ["mon", "tue", "thu"], from: "08:30", to: "12:30" }];

interface Box {
  hours?: OpeningHours[];
  modalities?: string[];
  purposes?: Purpose[];
}

function department(
  slug: string,
  name: string,
  specialty: string,
  box?: Box & { local: string; title?: string },
): DirectoryDepartment {
  if (!box) return { name, specialty };
  return {
    name,
    specialty,
    mailbox: {
      name: box.title ?? `${name} beelduitwisseling`,
      email: `${box.local}@${slug}.example`,
      openingHours: box.hours ?? OFFICE_HOURS,
      acceptedModalities: box.modalities ?? [],
      acceptedPurposes: box.purposes ?? [],
    },
  };
}

const shared = (slug: string) => [
  department(slug, "Radiologie", "radiologie", { local: "radiologie" }),
  department(slug, "Spoedeisende hulp", "spoedeisende geneeskunde", {
    local: "seh",
    title: "Spoedeisende hulp",
    hours: [],
    purposes: ["TRANSFER", "REFERRAL", "CONSULT"],
  }),
  department(slug, "Cardiologie", "cardiologie", {
    local: "cardiologie",
    modalities: ["US", "CT", "MR", "XA", "DX"],
  }),
  department(slug, "Longgeneeskunde", "longgeneeskunde", { local: "longgeneeskunde" }),
  department(slug, "Neurologie", "neurologie", { local: "neurologie", modalities: ["CT", "MR"] }),
  department(slug, "Orthopedie", "orthopedie", {
    local: "orthopedie",
    hours: SHORT_HOURS,
    modalities: ["DX", "CR", "CT", "MR"],
  }),
  department(slug, "Interne geneeskunde", "interne geneeskunde"),
  department(slug, "Chirurgie", "chirurgie"),
  department(slug, "Gynaecologie", "gynaecologie"),
  department(slug, "Kindergeneeskunde", "kindergeneeskunde"),
  department(slug, "Medische informatietechnologie", ""),
  department(slug, "Kwaliteit en privacy", ""),
];

/** The three organisations of the demo installation. */
export const OWN_ORGANIZATIONS: DirectoryOrganization[] = [
  {
    slug: "noord",
    name: "Ziekenhuis Noorderhaven",
    city: "Groningen",
    ura: "00090001",
    agb: "06990001",
    isConnected: true,
    departments: shared("noord"),
  },
  {
    slug: "zuid",
    name: "Universitair Centrum Zuiderpoort",
    city: "Eindhoven",
    ura: "00090002",
    agb: "06990002",
    isConnected: true,
    departments: [
      ...shared("zuid"),
      department("zuid", "Oncologisch centrum", "oncologie", {
        local: "mdo-oncologie",
        title: "MDO oncologie",
        purposes: ["MDO", "SECOND_OPINION"],
      }),
      department("zuid", "Neurochirurgie", "neurochirurgie", {
        local: "neurochirurgie",
        title: "Neurochirurgie dienst",
        hours: [],
        modalities: ["CT", "MR"],
      }),
    ],
  },
  {
    slug: "oost",
    name: "Streekziekenhuis Oosterlinde",
    city: "Deventer",
    ura: "00090003",
    agb: "06990003",
    isConnected: true,
    departments: shared("oost"),
  },
];
