import type { AGREEMENTS, CERTAINTIES } from "./schemas";

export interface Identity {
  /** PN, components by "^", groups by "=". */
  name: string;
  /** YYYYMMDD. */
  birthDate: string | null;
  sex: string;
  patientIdentifier: string;
  issuerOfPatientId: string;
  bsn: string | null;
}

export interface Judgement {
  certainty: (typeof CERTAINTIES)[number];
  agreements: (typeof AGREEMENTS)[number][];
  differences: ("bsn" | "birthDate" | "sex" | "name")[];
}

/**
 * How sure it is that two descriptions are of one person; undefined when they aren't worth a look. Another BSN is
 * another person. A number counts together with its issuer alone: the same number at two organisations is two
 * patients (domain-nl.md "Patient").
 */
export function judgePatient(asked: Identity, own: Identity): Judgement | undefined {
  const bsn = compare(asked.bsn, own.bsn);
  const birthDate = compare(asked.birthDate, own.birthDate);
  const sex = compare(knownSex(asked.sex), knownSex(own.sex));
  const name = compareNames(asked.name, own.name);
  const number = compareNumbers(asked, own);
  if (bsn === "differs") return undefined;

  const found: Judgement = { certainty: "DOUBTFUL", agreements: [], differences: [] };
  if (bsn === "agrees") found.agreements.push("bsn");
  if (number !== undefined) found.agreements.push(number);
  if (name === "alike" || name === "same") found.agreements.push("name");
  if (birthDate === "agrees") found.agreements.push("birthDate");
  if (sex === "agrees") found.agreements.push("sex");
  if (birthDate === "differs") found.differences.push("birthDate");
  if (sex === "differs") found.differences.push("sex");
  if (name === "differs") found.differences.push("name");

  const nothingDiffers = found.differences.length === 0;
  const bothAgree = found.agreements.includes("name") && birthDate === "agrees";
  if (bsn === "agrees" || number === "number") {
    if (!nothingDiffers) return found;
    return { ...found, certainty: bothAgree ? "EXACT" : "PROBABLE" };
  }
  if (!bothAgree || !nothingDiffers) return undefined;
  return { ...found, certainty: name === "same" || number === "numberAlone" ? "PROBABLE" : "POSSIBLE" };
}

function compare(a: string | null, b: string | null): "agrees" | "differs" | undefined {
  if (!a || !b) return undefined;
  return a === b ? "agrees" : "differs";
}

const knownSex = (sex: string): string | null => (sex === "M" || sex === "F" ? sex : null);

function compareNumbers(a: Identity, b: Identity): "number" | "numberAlone" | undefined {
  if (a.patientIdentifier === "" || a.patientIdentifier !== b.patientIdentifier) return undefined;
  const [first, second] = [a.issuerOfPatientId.toLowerCase(), b.issuerOfPatientId.toLowerCase()];
  if (first !== "" && second !== "") return first === second ? "number" : undefined;
  return "numberAlone";
}

function compareNames(a: string, b: string): "same" | "alike" | "differs" | undefined {
  const [first, second] = [partsOf(a), partsOf(b)];
  if (first.family.length === 0 || second.family.length === 0) return undefined;
  if (!first.family.some((part) => second.family.includes(part))) return "differs";
  // Twins share everything but this.
  if (first.given && second.given && first.given[0] !== second.given[0]) return "differs";
  const isSame = first.family.join(" ") === second.family.join(" ") && first.given === second.given;
  return isSame && first.given !== "" ? "same" : "alike";
}

const PARTICLES = new Set(["van", "de", "der", "den", "het", "ten", "ter", "te", "von", "el", "al"]);

/** Family name in words without particles, accents and case; married names have a hyphen. */
function partsOf(name: string): { family: string[]; given: string } {
  const [alphabetic = "", ideographic = ""] = name.split("=");
  const [family = "", given = ""] = (alphabetic.replaceAll("^", "") ? alphabetic : ideographic).split("^");
  return {
    family: fold(family)
      .split(/[\s'’-]+/)
      .filter((part) => part !== "" && !PARTICLES.has(part)),
    given: fold(given).replace(/[.\s].*$/, ""),
  };
}

const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
