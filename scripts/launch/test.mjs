import { install, runPinned } from "./install.mjs";

install();
runPinned("scripts/test/main.ts");
