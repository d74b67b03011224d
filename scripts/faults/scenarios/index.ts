import type { Scenario } from "../round";
import { killScenarios } from "./kill";

export const scenarios: Scenario[] = [...killScenarios];
