const ADMINISTRATOR = [
  "users",
  "mailboxes",
  "addresses",
  "peers",
  "tokens",
  "retention",
  "requests",
] as const;
const OPERATOR = ["organizations", "sources", "drops", "queue", "system"] as const;

/** The pages of administration: an organisation's administrator's, then the operator's. */
export type Section = (typeof ADMINISTRATOR)[number] | (typeof OPERATOR)[number];

export function isSection(text: string): text is Section {
  return ([...ADMINISTRATOR, ...OPERATOR] as string[]).includes(text);
}

export function sectionsFor(roles: readonly string[]): Section[] {
  return [
    ...(roles.includes("ADMINISTRATOR") ? ADMINISTRATOR : []),
    ...(roles.includes("OPERATOR") ? OPERATOR : []),
  ];
}
