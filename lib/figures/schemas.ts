import { z } from "zod";

export const FiguresInput = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    scope: z.enum(["organization", "installation"]).default("organization").meta({
      description: "installation: of all organisations, for the operator",
    }),
  })
  .refine(({ from, to }) => from <= to, { message: "from is after to" });
export type FiguresInput = z.input<typeof FiguresInput>;

const seconds = z.number().nullable().meta({ description: "Seconds; null when there is nothing to measure" });

export const WeekFigures = z.object({
  week: z.string().meta({ description: "Its Monday, YYYY-MM-DD, in Europe/Amsterdam" }),
  sent: z.number(),
  received: z.number(),
  requestsMade: z.number(),
  requestsHeld: z.number(),
});
export type WeekFigures = z.output<typeof WeekFigures>;

export const PartnerFigures = z.object({
  direction: z.enum(["sent", "received"]),
  organization: z.string(),
  shares: z.number().meta({ description: "Sendings to (or from) a recipient that went out" }),
  opened: z.number(),
  unopened: z.number(),
  declined: z.number(),
  late: z.number().meta({
    description:
      "Opened or still unopened after 10 minutes (emergency), 4 hours (urgent), 48 hours (routine)",
  }),
  openMedian: seconds,
  openP90: seconds,
});

export const RequestFigures = z.object({
  direction: z.enum(["made", "held"]),
  organization: z.string(),
  requests: z.number(),
  answered: z.number(),
  declined: z.number(),
  open: z.number(),
  late: z.number().meta({ description: "Not answered by the time it was needed" }),
  answerMedian: seconds,
  answerP90: seconds,
});

export const BsnFigures = z.object({
  origin: z.string(),
  studies: z.number(),
  withBsn: z.number(),
});

export const Figures = z
  .object({
    from: z.string(),
    to: z.string(),
    weeks: z.array(WeekFigures).meta({
      description: "Every week of the period, or none where nothing happened in all of it",
    }),
    partners: z.array(PartnerFigures),
    requests: z.array(RequestFigures),
    bsn: z.array(BsnFigures),
  })
  .meta({ id: "Figures" });
export type Figures = z.output<typeof Figures>;

export const TABLES = ["weeks", "partners", "requests", "bsn"] as const;
