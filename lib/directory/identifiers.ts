import { z } from "zod";

/** Number in the UZI register of organisations; no check digit is published, so its form alone is checked. */
export const Ura = z.string().regex(/^\d{8}$/, "a URA has 8 digits, leading zeros included");
/** Number of a person in the UZI register. */
export const Uzi = z.string().regex(/^\d{9}$/, "a UZI number has 9 digits");
export const Agb = z.string().regex(/^\d{8}$/, "an AGB code has 8 digits");

/** FHIR naming systems (nictiz and mCSD). */
export const NamingSystem = {
  ura: "http://fhir.nl/fhir/NamingSystem/ura",
  uzi: "http://fhir.nl/fhir/NamingSystem/uzi-nr-pers",
  agb: "http://fhir.nl/fhir/NamingSystem/agb-z",
} as const;
