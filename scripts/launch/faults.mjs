import { install, runPinned } from "./install.mjs";

install();
runPinned("scripts/faults/main.ts");
