import fs from "node:fs";

const DEBIAN = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

/**
 * How Chromium is started in tests and for pictures. Debian's where it is installed, the one without windows first: the
 * other draws its own frame and every page on a GPU that is a program here, which takes twice the time. Else the one that
 * Playwright downloaded.
 */
const executablePath = DEBIAN.find((file) => fs.existsSync(file));
export const browserProgram = executablePath ? { executablePath } : {};
export const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
export const softwareWebGl = [
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-gpu-rasterization",
];
