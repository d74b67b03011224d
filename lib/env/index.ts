import { type Environment, hostInUrl, readEnvironment, SettingsError } from "./environment";

const holder = globalThis as { beeldbrugEnvironment?: Environment };

/** The settings of this process, read once. @throws when one is wrong, with a line for each */
export const env: Environment = new Proxy({} as Environment, {
  get: (_, name) => {
    holder.beeldbrugEnvironment ??= readEnvironment(process.env);
    return holder.beeldbrugEnvironment[name as keyof Environment];
  },
});

export { BUILD_FOLDER } from "./build-folder";
export { parseStorageUrl, type S3Location } from "./storage-url";
export { type Environment, hostInUrl, readEnvironment, SettingsError };
