import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { readMigrations } from "../../lib/db/migrate";

const root = path.resolve(import.meta.dirname, "../..");

interface SchemaEngine {
  diff(input: unknown): Promise<{ exitCode: number; stdout: string | null }>;
}

/**
 * The SQL that leads from the migrations to prisma/schema.prisma; empty when they agree.
 * Prisma's schema engine runs here as WebAssembly, because its native build is a separate download.
 * @param scratchUrl a database that may be emptied: the engine replays the migrations in it
 */
export async function diffMigrationsToSchema(scratchUrl: string): Promise<string> {
  const engine = await loadEngine(scratchUrl);
  const schemaPath = path.join(root, "prisma/schema.prisma");
  const answer = await engine.diff({
    from: {
      tag: "migrations",
      path: "prisma/migrations",
      baseDir: path.join(root, "prisma/migrations"),
      shadowDbInitScript: "",
      lockfile: {
        path: "migration_lock.toml",
        content: fs.readFileSync(path.join(root, "prisma/migrations/migration_lock.toml"), "utf8"),
      },
      migrationDirectories: readMigrations().map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
      })),
    },
    to: {
      tag: "schemaDatamodel",
      files: [{ path: schemaPath, content: fs.readFileSync(schemaPath, "utf8") }],
      configDir: root,
    },
    script: true,
    exitCode: true,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return answer.exitCode === 0 ? "" : (answer.stdout ?? "");
}

const CHAR_TYPE = 18;
const TEXT_TYPE = 25;

type Callback = (error: Error | null, result?: pg.QueryResult) => void;

/** PostgreSQL's catalogue has columns of the internal type "char", which the adapter can't read: they are text to it. */
class CharAsTextClient extends pg.Client {
  override query(...args: unknown[]): never {
    const query = super.query.bind(this) as (...args: unknown[]) => unknown;
    const callback = args.at(-1);
    if (typeof callback === "function")
      return query(...args.slice(0, -1), (error: Error | null, result?: pg.QueryResult) =>
        (callback as Callback)(error, reportCharAsText(result)),
      ) as never;
    return (query(...args) as Promise<pg.QueryResult>).then(reportCharAsText) as never;
  }
}

function reportCharAsText<Result extends pg.QueryResult | undefined>(result: Result): Result {
  if (!result) return result;
  for (const field of result.fields ?? []) if (field.dataTypeID === CHAR_TYPE) field.dataTypeID = TEXT_TYPE;
  // PostgreSQL 18 lists NOT NULL as a constraint; the engine knows it as a property of the column and stumbles.
  const kind = (result.fields ?? []).findIndex((field) => field.name === "constraint_type");
  if (kind >= 0)
    result.rows = result.rows.filter((row) => (Array.isArray(row) ? row[kind] : row.constraint_type) !== "n");
  return result;
}

async function loadEngine(scratchUrl: string): Promise<SchemaEngine> {
  // The engine reports a panic here, and without it dies of not finding it.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
  });
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve("@prisma/schema-engine-wasm"));
  const glue = await import(path.join(folder, "schema_engine_bg.js"));
  const bytes = fs.readFileSync(path.join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start?: () => void }).__wbindgen_start?.();
  const schemaPath = path.join(root, "prisma/schema.prisma");
  const config = { connectionString: scratchUrl, Client: CharAsTextClient } as pg.PoolConfig;
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(config));
  return glue.SchemaEngine.new(
    { datamodels: [[schemaPath, fs.readFileSync(schemaPath, "utf8")]] },
    () => {},
    adapter,
  );
}
