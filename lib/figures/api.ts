import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { Figures, FiguresInput, TABLES } from "./schemas";

export const getFiguresOperation = apiOperation({
  method: "GET",
  path: "/figures",
  summary:
    "Volumes, send-to-open and request-to-answer times, what stayed lying by partner, and BSN quality; for desks, " +
    "coordinators, administrators and (scope installation) the operator",
  query: FiguresInput,
  response: Figures,
});

export const exportFiguresOperation = apiOperation({
  method: "GET",
  path: "/figures/export",
  summary: "One table of the figures as CSV",
  query: FiguresInput.safeExtend({ table: z.enum(TABLES) }),
});
