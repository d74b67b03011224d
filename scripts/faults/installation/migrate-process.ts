import { prepareDatabase } from "@/lib/installation/prepare-database";

const { DATABASE_OWNER_URL: ownerUrl = "", DATABASE_URL: applicationUrl = "" } = process.env;
process.send?.({ ready: true });
await prepareDatabase({ ownerUrl, applicationUrl });
process.exit(0);
