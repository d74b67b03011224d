import { install, runPinned } from "./install.mjs";

install();
runPinned("scripts/bench/main.ts");
