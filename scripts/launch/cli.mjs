import { install, runPinned } from "./install.mjs";

install({ isQuiet: true });
runPinned("lib/cli/main.ts");
