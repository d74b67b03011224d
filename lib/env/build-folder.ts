import path from "node:path";

/** What `next build` wrote, where Next puts it by itself; every process of an installation starts in its folder. */
export const BUILD_FOLDER = path.resolve(/* turbopackIgnore: true */ ".next");
