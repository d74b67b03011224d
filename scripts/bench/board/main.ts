import { runOnDatabase } from "../run-on-database";

await runOnDatabase(async () => (await import("./bench-board")).benchBoard);
