import { systemContext } from "@/lib/context";
import { ingestPaths } from "@/lib/ingest";

// Run by the fault tests as a process of its own, to be killed: stores a folder and says so.
const [organizationId = "", folder = ""] = process.argv.slice(2);
process.stdout.write("begin\n");
const report = await ingestPaths(systemContext("test"), { organizationId, paths: [folder] });
process.stdout.write(`done ${report.stored}\n`);
process.exit(0);
