import { runOnDatabase } from "../run-on-database";

/** Timings as ratios within one run: absolute figures differ from machine to machine. */
await runOnDatabase(async () => (await import("./bench-search")).benchSearch);
