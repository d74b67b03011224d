import { Command } from "commander";
import { jsonOption, print, table } from "../output";
import { withInstallation } from "../with-installation";

export function peerCommands(): Command {
  const peer = new Command("peer").description("DICOM peers; changes take effect at the next association");
  jsonOption(peer.command("add"))
    .description("register a DICOM peer of an organisation")
    .requiredOption("--organization <slug>", "whose system it is")
    .requiredOption("--aet <title>", "calling AE title, unique in the installation")
    .requiredOption("--host <host>", "host name or address it calls from")
    .requiredOption("--port <port>", "port it listens on", Number)
    .option("--description <text>", "what it is")
    .action(({ organization, aet, ...options }) =>
      withInstallation(async (context) => {
        const [{ findOrganization }, { addPeer }] = await Promise.all([
          import("@/lib/organizations"),
          import("@/lib/peers"),
        ]);
        const { id: organizationId } = await findOrganization(organization);
        const { id, aeTitle, host, port } = await addPeer(context, {
          organizationId,
          aeTitle: aet,
          ...options,
        });
        print({ id, aeTitle, host, port }, options, [
          `Registered ${aeTitle} at ${host}:${port} for ${organization}.`,
        ]);
      }),
    );
  jsonOption(peer.command("list"))
    .description("list the peers of an organisation")
    .requiredOption("--organization <slug>", "whose peers")
    .action((options) =>
      withInstallation(async (context) => {
        const [{ findOrganization }, { listPeers }] = await Promise.all([
          import("@/lib/organizations"),
          import("@/lib/peers"),
        ]);
        const { id: organizationId } = await findOrganization(options.organization);
        const rows = (await listPeers(context, { organizationId })).map(({ id, aeTitle, host, port }) => ({
          id,
          aeTitle,
          host,
          port,
        }));
        print(rows, options, table(rows.map((row) => [row.aeTitle, `${row.host}:${row.port}`])));
      }),
    );
  return peer;
}
