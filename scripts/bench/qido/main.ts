import { runOnDatabase } from "../run-on-database";

/** How searches of other systems grow with the archive: ratios within one run. */
await runOnDatabase(async () => (await import("./bench-qido")).benchQido);
