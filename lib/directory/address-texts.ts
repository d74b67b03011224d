import { foldText } from "@/lib/studies";

interface AddressFacts {
  name: string;
  role: string;
  specialty: string;
  departmentName: string;
  organizationName: string;
  city: string;
  email: string | null;
}

/** The repeated text columns of an address, with what search looks through. */
export function addressTexts<Facts extends AddressFacts>(facts: Facts): Facts & { searchText: string } {
  const { name, role, specialty, departmentName, organizationName, city, email } = facts;
  const words = [name, role, specialty, departmentName, organizationName, city, email ?? ""];
  return { ...facts, searchText: foldText(words.join(" ")) };
}

/** "Dijk, A.B. van (Anna)". */
export function practitionerName(person: {
  familyName: string;
  prefix: string;
  initials: string;
  givenName: string;
}): string {
  const initials = person.initials || (person.givenName ? `${person.givenName.charAt(0)}.` : "");
  const after = [initials, person.prefix, person.givenName && `(${person.givenName})`]
    .filter(Boolean)
    .join(" ");
  return after ? `${person.familyName}, ${after}` : person.familyName;
}
