import { install, runPinned } from "./install.mjs";

install();
runPinned("scripts/start/main.ts");
