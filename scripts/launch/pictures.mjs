import { install, runPinned } from "./install.mjs";

install();
runPinned("scripts/pictures/main.ts");
