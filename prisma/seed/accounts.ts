export type AccountRole =
  | "CARE_PROVIDER"
  | "DESK"
  | "MDO_COORDINATOR"
  | "ADMINISTRATOR"
  | "PRIVACY_OFFICER"
  | "OPERATOR";

export interface DemoAccount {
  email: string;
  name: { family: string; given: string; prefix: string; initials: string };
  /** Slug; the operator runs the installation and belongs to the first organisation only to have a home. */
  organization: "noord" | "zuid" | "oost";
  roles: AccountRole[];
  /** Title in the address book. */
  role: string;
  department: string;
  specialty: string;
  /** The departments of the organisation whose mailbox the account reads with its colleagues. */
  mailboxes: string[];
}

/** The password of every demo account; demo installations only listen on loopback. */
export const DEMO_PASSWORD = "beeldbrug";

type Row = readonly [
  email: string,
  given: string,
  initials: string,
  prefix: string,
  family: string,
  roles: AccountRole[],
  role: string,
  department: string,
  specialty: string,
];

const ROWS: readonly Row[] = [
  [
    "sender@noord.example",
    "Jelle",
    "J.",
    "",
    "Postma",
    ["CARE_PROVIDER"],
    "Longarts",
    "Longgeneeskunde",
    "longgeneeskunde",
  ],
  [
    "desk@noord.example",
    "Marijke",
    "M.",
    "",
    "Veenstra",
    ["DESK"],
    "Medewerker beelduitwisseling",
    "Radiologie",
    "radiologie",
  ],
  [
    "admin@noord.example",
    "Sjoerd",
    "S.",
    "",
    "Haitsma",
    ["ADMINISTRATOR"],
    "PACS-beheerder",
    "Medische informatietechnologie",
    "",
  ],
  [
    "privacy@noord.example",
    "Nienke",
    "N.",
    "van der",
    "Wal",
    ["PRIVACY_OFFICER"],
    "Functionaris gegevensbescherming",
    "Kwaliteit en privacy",
    "",
  ],
  [
    "radiologist@zuid.example",
    "Marit",
    "M.",
    "van",
    "Leeuwen",
    ["CARE_PROVIDER"],
    "Radioloog",
    "Radiologie",
    "radiologie",
  ],
  [
    "desk@zuid.example",
    "Kees",
    "C.",
    "",
    "Goossens",
    ["DESK"],
    "Medewerker beelduitwisseling",
    "Radiologie",
    "radiologie",
  ],
  [
    "mdo@zuid.example",
    "Yvonne",
    "Y.",
    "",
    "Claassen",
    ["MDO_COORDINATOR"],
    "MDO-coördinator",
    "Oncologisch centrum",
    "oncologie",
  ],
  [
    "admin@zuid.example",
    "Rafik",
    "R.",
    "",
    "Benali",
    ["ADMINISTRATOR"],
    "PACS-beheerder",
    "Medische informatietechnologie",
    "",
  ],
  [
    "privacy@zuid.example",
    "Ellen",
    "E.",
    "",
    "Smeets",
    ["PRIVACY_OFFICER"],
    "Functionaris gegevensbescherming",
    "Kwaliteit en privacy",
    "",
  ],
  [
    "clinician@oost.example",
    "Wieke",
    "W.",
    "ter",
    "Horst",
    ["CARE_PROVIDER"],
    "Internist",
    "Interne geneeskunde",
    "interne geneeskunde",
  ],
  [
    "desk@oost.example",
    "Gerrit",
    "G.",
    "",
    "Nijhuis",
    ["DESK"],
    "Medewerker beelduitwisseling",
    "Radiologie",
    "radiologie",
  ],
  [
    "admin@oost.example",
    "Anja",
    "A.",
    "",
    "Wolters",
    ["ADMINISTRATOR"],
    "Applicatiebeheerder",
    "Medische informatietechnologie",
    "",
  ],
  [
    "operator@beeldbrug.example",
    "Olivier",
    "O.",
    "",
    "Bruggeman",
    ["OPERATOR"],
    "Beheerder Beeldbrug",
    "Medische informatietechnologie",
    "",
  ],
];

/** Whose mailbox is read together: colleagues see who has taken on what. */
const MAILBOXES: Record<string, string[]> = {
  "radiologist@zuid.example": ["Oncologisch centrum"],
  "mdo@zuid.example": ["Oncologisch centrum"],
};

/** The accounts of the demo installation, as promised to users and scripts. */
export const accounts: DemoAccount[] = ROWS.map(
  ([email, given, initials, prefix, family, roles, role, department, specialty]) => ({
    email,
    name: { family, given, prefix, initials },
    organization: email.endsWith("@zuid.example")
      ? "zuid"
      : email.endsWith("@oost.example")
        ? "oost"
        : "noord",
    roles,
    role,
    department,
    specialty,
    mailboxes: email.startsWith("desk@") ? ["Radiologie"] : (MAILBOXES[email] ?? []),
  }),
);
