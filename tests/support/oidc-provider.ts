import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type AccountClaims } from "oidc-provider";

export interface TestLogin {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who is at the login's keyboard from now on, and what its claims say beside `sub`. */
  signInAs(subject: string, claims?: AccountClaims | Record<string, unknown>): void;
  stop(): Promise<void>;
}

const CLIENT = { id: "beeldbrug", secret: "a-secret-of-the-test-client-0123456789" };

/** A real OpenID Connect provider (oidc-provider) on loopback that demands PKCE and asks its user nothing. */
export async function startTestLogin(redirectUri: string): Promise<TestLogin> {
  const server = http.createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let current = { subject: "nobody", claims: {} as Record<string, unknown> };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ["sub"], profile: ["name", "uzi"] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ["test"] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, ...current.claims }),
    }),
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({
        clientId: client?.clientId ?? "",
        accountId: session?.accountId ?? "",
      });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
  });
  const callback = provider.callback();
  server.on("request", async (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return callback(request, response);
    await provider.interactionFinished(request, response, {
      login: { accountId: current.subject, remember: false },
    });
  });
  return {
    issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    signInAs(subject, claims = {}) {
      current = { subject, claims };
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
