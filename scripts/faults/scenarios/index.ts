import type { Scenario } from "../round";
import { cutScenarios } from "./cut";
import { databaseScenarios } from "./database";
import { diskFull } from "./disk-full";
import { forwardScenarios } from "./forward";
import { fsyncError } from "./fsync-error";
import { killScenarios } from "./kill";
import { killedMigration } from "./migrate";
import { stopUnderLoad } from "./stop";
import { storeAway } from "./store-away";
import { killedStorescu } from "./storescu";

/** Those of the catalogue. */
export const scenarios: Scenario[] = [
  ...killScenarios,
  killedMigration,
  stopUnderLoad,
  ...databaseScenarios,
  fsyncError,
  ...cutScenarios,
  killedStorescu,
  ...forwardScenarios,
  diskFull,
  storeAway,
];
