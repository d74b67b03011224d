import { randomUUID } from "node:crypto";
import { startSite } from "../../support/site";
import { bodyOf, QUERIES, type Values } from "./bodies";
import { cookieOf, makeRights, type Rights, tokenFor } from "./people";
import { type Column, ROWS, type Row } from "./table";

/** The site, and the people and things in it. */
export interface Scene {
  origin: string;
  rights: Rights;
}

export async function startScene(): Promise<Scene & { stop(): Promise<void> }> {
  const site = await startSite();
  return { ...site, rights: await makeRights() };
}

export interface Answer {
  status: number;
  code?: string;
  type: string | null;
  challenge: string | null;
  /** Without the number of the request. */
  body: string;
}

/** Beside the answers, which are compared: two are alike but for these. */
const requestIds = new WeakMap<Answer, string>();

/** The number of the request that was answered so; it names rows in the log. */
export const requestIdOf = (answer: Answer) => requestIds.get(answer) ?? "";

export async function ask(
  { origin, rights }: Scene,
  row: Row,
  values: Values,
  credentials: Record<string, string>,
): Promise<Answer> {
  const address = row.address.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  const { body, headers } = bodyOf(row, values, rights);
  const response = await fetch(origin + address + (QUERIES[`${row.method} ${row.address}`] ?? ""), {
    method: row.method,
    headers: { ...headers, ...credentials },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const isProblem = response.status >= 400 && text.startsWith("{");
  const answer: Answer = {
    status: response.status,
    ...(isProblem && { code: JSON.parse(text).code }),
    type: response.headers.get("content-type"),
    challenge: response.headers.get("www-authenticate"),
    body: text.replace(/"requestId":"[^"]*"/, ""),
  };
  requestIds.set(answer, /"requestId":"([^"]*)"/.exec(text)?.[1] ?? "");
  return answer;
}

/** A token may not make tokens, whoever's it is: that call is for people at the screen. */
export async function credentialsOf(
  { rights }: Scene,
  row: Row,
  column: Column,
): Promise<Record<string, string>> {
  const isForScreen = label(row) === "POST /api/v1/administration/tokens";
  if (isForScreen && column in rights.accounts) {
    const { id } = rights.accounts[column as keyof Rights["accounts"]];
    return { cookie: await cookieOf(id), origin: OWN_ORIGIN };
  }
  return bearer(tokenFor(rights, column, row.address));
}

export const OWN_ORIGIN = "http://127.0.0.1:3000";

export const bearer = (token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };

const KINDS =
  "share request reply import upload document transferId userId identityId peerId tokenId jobId addressId mailboxId departmentId organizationId meeting case series participant keyImage id name";
/** Ids of what doesn't exist. */
export const UNKNOWN = {
  ...Object.fromEntries(KINDS.split(" ").map((kind) => [kind, randomUUID()])),
  kind: "PATHOLOGY",
};
export const guarded = ROWS.filter(({ cells }) => typeof cells !== "string");
export const label = ({ method, address, action = "" }: Row) =>
  `${method} ${address.replace("{action}", action)}`;
