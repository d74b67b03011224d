import type { OrganizationSlug } from "./types";

/** What the machines of each organisation write into their images. */
export const FACILITIES: Record<
  OrganizationSlug,
  { institution: string; address: string; station: string; radiologists: readonly string[] }
> = {
  noord: {
    institution: "Ziekenhuis Noorderhaven",
    address: "Noorderhavenlaan 1, Groningen",
    station: "NH-RAD",
    radiologists: ["Dijkstra^Femke^^drs.", "Hoekstra^Ruben^^dr."],
  },
  zuid: {
    institution: "Universitair Centrum Zuiderpoort",
    address: "Zuiderpoort 40, Eindhoven",
    station: "UCZ-RAD",
    radiologists: ["van Leeuwen^Marit^^dr.", "Achterberg^Joris^^prof. dr."],
  },
  oost: {
    institution: "Streekziekenhuis Oosterlinde",
    address: "Oosterlinde 12, Deventer",
    station: "OL-RAD",
    radiologists: ["Kamphuis^Elles^^drs."],
  },
};
