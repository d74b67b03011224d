export type Language = "nl" | "en";
export type Scheme = "light" | "dark";

export const SIZES = {
  "390": { width: 390, height: 844 },
  "1366": { width: 1366, height: 768 },
  "1920": { width: 1920, height: 1080 },
} as const;
export type Width = keyof typeof SIZES;

export interface Look {
  language: Language;
  scheme: Scheme;
  width: Width;
}

/** `nl-light-1366` and the like; a part of it stands for all that have it: `nl`, `dark-390`. */
export function chooseLooks(wanted: string[]): Look[] {
  const all = (["nl", "en"] as const).flatMap((language) =>
    (["light", "dark"] as const).flatMap((scheme) =>
      (Object.keys(SIZES) as Width[]).map((width) => ({ language, scheme, width })),
    ),
  );
  if (wanted.length === 0) return all;
  return all.filter((look) => wanted.some((part) => `-${nameOf(look)}-`.includes(`-${part}-`)));
}

export const nameOf = ({ language, scheme, width }: Look): string => `${language}-${scheme}-${width}`;
