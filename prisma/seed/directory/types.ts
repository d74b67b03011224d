export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

export interface OpeningHours {
  days: Weekday[];
  /** HH:MM, Europe/Amsterdam. */
  from: string;
  to: string;
}

export type Purpose = "REFERRAL" | "TRANSFER" | "MDO" | "CONSULT" | "SECOND_OPINION" | "COMPARISON";

export interface DirectoryMailbox {
  name: string;
  email: string;
  /** Empty means always open. */
  openingHours: OpeningHours[];
  /** Empty means everything. */
  acceptedModalities: string[];
  acceptedPurposes: Purpose[];
}

export interface DirectoryDepartment {
  name: string;
  specialty: string;
  mailbox?: DirectoryMailbox;
}

export interface DirectoryOrganization {
  /** Only organisations of this installation have one. */
  slug?: string;
  name: string;
  city: string;
  ura: string;
  agb?: string;
  isConnected: boolean;
  departments: DirectoryDepartment[];
}

export interface DirectoryPractitioner {
  name: { family: string; given: string; prefix: string; initials: string };
  uzi: string;
  agb: string;
  email?: string;
  /** `organization` is its URA, `department` the department's name. */
  roles: { organization: string; department: string; specialty: string; role: string }[];
}

export interface DirectoryData {
  organizations: DirectoryOrganization[];
  practitioners: DirectoryPractitioner[];
}
