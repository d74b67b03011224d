import { install, runPinned } from "./install.mjs";

install();
// Prisma sends the reads of a transaction side by side, which `pg` warns of in each process: nothing a newcomer can mend.
process.env.NODE_OPTIONS = `--disable-warning=DeprecationWarning ${process.env.NODE_OPTIONS ?? ""}`.trim();
runPinned("scripts/start/main.ts");
