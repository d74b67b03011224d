import { Command } from "commander";
import { jsonOption, print, table } from "../output";
import { readSecret } from "../read-secret";
import { withInstallation } from "../with-installation";

export function peerCommands(result: { exitCode: number }): Command {
  const peer = new Command("peer").description("DICOM peers; changes take effect at the next association");
  jsonOption(peer.command("add"))
    .description("register a DICOM peer of an organisation")
    .requiredOption("--organization <slug>", "whose system it is")
    .requiredOption("--aet <title>", "calling AE title, unique in the installation")
    .option("--host <host>", "host name or address it calls from and listens on; with --stow that address's")
    .option("--port <port>", "port it listens on", Number)
    .option("--description <text>", "what it is")
    .option("--tls", "send to it over TLS")
    .option("--commitment", "ask it to confirm that it keeps what it was sent (storage commitment)")
    .option("--preferred", "offer it first")
    .option("--stow <url>", "send to it by STOW-RS: base address of its DICOMweb services")
    .option("--stow-user <name>", "name for --stow; the password is read from standard input")
    .option("--stow-token-stdin", "read a bearer token for --stow from standard input")
    .action(({ organization, aet, ...options }) =>
      withInstallation(async (context) => {
        const [{ findOrganization }, { addPeer }] = await Promise.all([
          import("@/lib/organizations"),
          import("@/lib/peers"),
        ]);
        const { id: organizationId } = await findOrganization(organization);
        const secret = options.stowUser || options.stowTokenStdin ? await readSecret() : undefined;
        const { id, aeTitle, host, port, protocol, stowUrl } = await addPeer(context, {
          organizationId,
          aeTitle: aet,
          host: options.host,
          port: options.port,
          description: options.description,
          usesTls: options.tls,
          asksCommitment: options.commitment,
          isPreferred: options.preferred,
          stowUrl: options.stow,
          ...(options.stowUser
            ? { stowUser: options.stowUser, stowPassword: secret }
            : { stowBearer: secret }),
        });
        print({ id, aeTitle, host, port, protocol }, options, [
          `Registered ${aeTitle} at ${stowUrl || `${host}:${port}`} for ${organization}.`,
        ]);
      }),
    );
  jsonOption(peer.command("change"))
    .description("change a registered peer; what isn't named stays")
    .requiredOption("--organization <slug>", "whose system it is")
    .requiredOption("--aet <title>", "AE title of the peer")
    .option("--new-aet <title>", "its new AE title")
    .option("--host <host>", "host name or address it calls from and listens on")
    .option("--port <port>", "port it listens on", Number)
    .option("--description <text>", "what it is")
    .option("--tls", "send to it over TLS")
    .option("--no-tls", "send to it without TLS")
    .option("--commitment", "ask it to confirm that it keeps what it was sent")
    .option("--no-commitment", "don't ask it")
    .option("--preferred", "offer it first")
    .option("--no-preferred", "don't offer it first")
    .option("--stow <url>", "send to it by STOW-RS: base address of its DICOMweb services; empty: by C-STORE")
    .option("--stow-user <name>", "name for --stow; the password is read from standard input")
    .option("--stow-token-stdin", "read a bearer token for --stow from standard input")
    .action(({ organization, aet, ...options }) =>
      withInstallation(async (context) => {
        const [{ findOrganization }, { changePeer, listPeers }] = await Promise.all([
          import("@/lib/organizations"),
          import("@/lib/peers"),
        ]);
        const { id: organizationId } = await findOrganization(organization);
        const known = (await listPeers(context, { organizationId })).find(({ aeTitle }) => aeTitle === aet);
        if (!known) throw new Error(`${organization} has no peer ${aet}.`);
        const secret = options.stowUser || options.stowTokenStdin ? await readSecret() : undefined;
        const stowUrl = options.stow ?? known.stowUrl;
        const { id, aeTitle, host, port, protocol } = await changePeer(context, {
          peerId: known.id,
          aeTitle: options.newAet ?? aet,
          host: options.host ?? known.host,
          port: options.port ?? known.port,
          description: options.description ?? known.description,
          usesTls: options.tls ?? known.usesTls,
          asksCommitment: options.commitment ?? known.asksCommitment,
          isPreferred: options.preferred ?? known.isPreferred,
          ...(stowUrl && { stowUrl }),
          ...(options.stowUser
            ? { stowUser: options.stowUser, stowPassword: secret }
            : { stowBearer: secret }),
        });
        print({ id, aeTitle, host, port, protocol }, options, [
          `Changed ${aeTitle} at ${stowUrl || `${host}:${port}`} of ${organization}.`,
        ]);
      }),
    );
  jsonOption(peer.command("verify"))
    .description("try a peer out: C-ECHO, or a request to its DICOMweb services")
    .requiredOption("--organization <slug>", "whose system it is")
    .requiredOption("--aet <title>", "AE title of the peer")
    .action(({ organization, aet, ...options }) =>
      withInstallation(async (context) => {
        const [{ findOrganization }, { listPeers, verifyPeer }, { probePeer }] = await Promise.all([
          import("@/lib/organizations"),
          import("@/lib/peers"),
          import("@/lib/worker/peer-protocols"),
        ]);
        const { id: organizationId } = await findOrganization(organization);
        const peer = (await listPeers(context, { organizationId })).find(({ aeTitle }) => aeTitle === aet);
        if (!peer) throw new Error(`${organization} has no peer ${aet}.`);
        const answer = await verifyPeer(context, { peerId: peer.id }, probePeer);
        print({ aeTitle: aet, ...answer }, options, [
          answer.isReachable
            ? `${aet} answers.`
            : `${aet} does not answer: ${answer.detail} (${answer.code})`,
        ]);
        if (!answer.isReachable) result.exitCode = 1;
      }),
    );
  jsonOption(peer.command("remove"))
    .description("take a peer away: it is rejected from then on, and nothing is sent to it")
    .requiredOption("--organization <slug>", "whose system it is")
    .requiredOption("--aet <title>", "AE title of the peer")
    .action(({ organization, aet, ...options }) =>
      withInstallation(async (context) => {
        const [{ findOrganization }, { listPeers, removePeer }] = await Promise.all([
          import("@/lib/organizations"),
          import("@/lib/peers"),
        ]);
        const { id: organizationId } = await findOrganization(organization);
        const peer = (await listPeers(context, { organizationId })).find(({ aeTitle }) => aeTitle === aet);
        if (!peer) throw new Error(`${organization} has no peer ${aet}.`);
        await removePeer(context, { peerId: peer.id });
        print({ aeTitle: aet, removed: true }, options, [`Removed ${aet} of ${organization}.`]);
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
        const rows = (await listPeers(context, { organizationId })).map(
          ({ id, aeTitle, host, port, protocol, usesTls, stowUrl }) => ({
            id,
            aeTitle,
            host,
            port,
            protocol,
            usesTls,
            stowUrl,
          }),
        );
        print(
          rows,
          options,
          table(
            rows.map((row) => [
              row.aeTitle,
              row.stowUrl || `${row.host}:${row.port}${row.usesTls ? " (TLS)" : ""}`,
            ]),
          ),
        );
      }),
    );
  return peer;
}
