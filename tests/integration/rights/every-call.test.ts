import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { byteRoutes } from "@/lib/http/byte-routes";
import { ask, credentialsOf, guarded, label, requestIdOf, startScene, UNKNOWN } from "./calls";
import { OUTSIDERS, PATIENT } from "./people";
import { fill } from "./subjects";
import { COLUMNS, type Column, ROWS, type Row } from "./table";

let scene: Awaited<ReturnType<typeof startScene>>;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.stop());

describe("every call by everybody", () => {
  it.each(guarded.map((row) => [label(row), row] as const))("%s", { timeout: 120_000 }, async (_, row) => {
    const got: Partial<Record<Column, string>> = {};
    const wanted: Partial<Record<Column, string>> = {};
    const { rights } = scene;
    for (const column of COLUMNS) {
      const cell = (row.cells as Exclude<Row["cells"], string>)[column];
      const values = await fill(scene, row, column);
      const credentials = await credentialsOf(scene, row, column);
      const answer = await ask(scene, row, values, credentials);
      const hasBody = row.method !== "HEAD";
      const isStored = cell.status === 409;
      got[column] = `${answer.status} ${hasBody && !isStored ? (answer.code ?? "") : ""}`;
      wanted[column] = `${cell.status} ${hasBody ? (cell.code ?? "") : ""}`;
      if (cell.status >= 400 && hasBody && !isStored) {
        expect([column, answer.type]).toEqual([column, "application/problem+json"]);
        expect(answer.body).not.toContain("Persoon");
      }
      if (cell.status === 401) expect(answer.challenge).toMatch(/^Bearer/);
      // The privacy officer reads which patients the own log is about.
      const mayRead = row.address.startsWith("/api/v1/audit") && column === "privacy";
      if ((cell.status >= 400 || OUTSIDERS.has(column)) && !mayRead)
        for (const secret of [PATIENT.number, "Zeldzaam", rights.study, rights.otherStudy.study])
          expect([column, answer.body.includes(secret)]).toEqual([column, false]);
      if (column === "otherAdmin" && row.address.startsWith("/api/v1/administration"))
        for (const { email } of [rights.accounts.care, rights.accounts.admin])
          expect(answer.body).not.toContain(email);
      if (isLogged(row, cell.status))
        expect([column, await refusalsOf(requestIdOf(answer))]).toEqual([column, 1]);
      if (cell.status === 404) {
        const unknown = await ask(scene, row, { ...values, ...UNKNOWN, study: newUid() }, credentials);
        expect([column, unknown]).toEqual([column, answer]);
      }
    }
    expect(got).toEqual(wanted);
  });

  it.each(ROWS.filter(({ cells }) => cells === "open").map((row) => [label(row), row] as const))(
    "%s is open to who is signed out",
    async (_, row) => {
      const { status } = await ask(scene, row, {}, {});
      // Health says 503 here: no worker runs.
      expect([200, 503]).toContain(status);
    },
  );
});

const refusalsOf = (requestId: string) =>
  db.auditEvent.count({ where: { requestId, outcome: "REFUSED" } }).then((count) => Math.min(count, 1));

/**
 * Whether a refused attempt stands in the log by the number of its request. What is about a share, and what asks for
 * bytes, is written once a minute (access.test.ts); a 404 counts where something is named that may be another's.
 */
function isLogged({ method, address }: Row, status: number): boolean {
  if (method === "HEAD" || address.startsWith("/api/v1/shares/")) return false;
  if (byteRoutes.some(({ pattern }) => pattern.test(address))) return false;
  return status === 403 || status === 410 || (status === 404 && address.includes("{"));
}
