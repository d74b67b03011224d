import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import ssh2, { type SFTPWrapper } from "ssh2";
import { log } from "@/lib/log";
import { IncomingFile } from "./incoming-file";
import { Jail, SftpRefusal } from "./jail";

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;

const MOST_HANDLES = 32;
/** Bytes that may wait for the disk; a client that doesn't wait for answers is let go. */
const MOST_WAITING = 32 * 1024 * 1024;
const NAMES_AT_ONCE = 200;

type Handle = { kind: "file"; file: IncomingFile } | { kind: "folder"; names: string[]; path: string };

/** What an account delivered on one connection. */
export interface Delivery {
  files: number;
  bytes: number;
}

/**
 * Serves SFTP version 3 over an account's folder, for delivering: files are put, named, listed and removed while they
 * wait; none is read, changed or linked. Anything else is not supported.
 */
export function serveSftp(
  sftp: SFTPWrapper,
  root: string,
  { mayDeliver, delivery }: { mayDeliver: () => Promise<boolean>; delivery: Delivery },
): { end(): Promise<void> } {
  const jail = new Jail(root);
  const handles = new Map<string, Handle>();
  let waiting = 0;

  /** Answers a request by what `run` does, or by the status of what it throws. */
  const answer = (request: number, run: () => Promise<void>): void => {
    run().catch((error: unknown) => {
      if (!(error instanceof SftpRefusal) && !isOrdinary(error)) log.warn({ err: error }, "sftp");
      sftp.status(request, STATUS_CODE[error instanceof SftpRefusal ? error.status : statusOf(error)]);
    });
  };
  /** The same, where success is a status, too. */
  const done = (request: number, run: () => Promise<unknown>): void =>
    answer(request, async () => {
      await run();
      sftp.status(request, STATUS_CODE.OK);
    });

  const keep = (request: number, handle: Handle): void => {
    const id = randomBytes(8);
    handles.set(id.toString("hex"), handle);
    sftp.handle(request, id);
  };
  const handleOf = (id: Buffer): Handle => {
    const handle = handles.get(id.toString("hex"));
    if (!handle) throw new SftpRefusal("FAILURE");
    return handle;
  };

  sftp.on("OPEN", (request: number, filename: string, flags: number) =>
    answer(request, async () => {
      const isWrite = (flags & OPEN_MODE.WRITE) !== 0 && (flags & OPEN_MODE.CREAT) !== 0;
      const isOther = (flags & (OPEN_MODE.READ | OPEN_MODE.APPEND)) !== 0;
      if (!isWrite || isOther || handles.size >= MOST_HANDLES || !(await mayDeliver()))
        throw new SftpRefusal("PERMISSION_DENIED");
      const target = await jail.place(filename);
      const there = await fs.lstat(target).catch(() => undefined);
      if (there && (!there.isFile() || (flags & OPEN_MODE.EXCL) !== 0)) throw new SftpRefusal("FAILURE");
      keep(request, { kind: "file", file: await IncomingFile.create(target) });
    }),
  );
  sftp.on("WRITE", (request: number, id: Buffer, offset: number, data: Buffer) => {
    waiting += data.length;
    if (waiting > MOST_WAITING) {
      sftp.end();
      return;
    }
    done(request, async () => {
      try {
        const handle = handleOf(id);
        if (handle.kind !== "file") throw new SftpRefusal("FAILURE");
        await handle.file.write(offset, data);
      } finally {
        waiting -= data.length;
      }
    });
  });
  sftp.on("CLOSE", (request: number, id: Buffer) =>
    done(request, async () => {
      const handle = handleOf(id);
      handles.delete(id.toString("hex"));
      if (handle.kind !== "file") return;
      await handle.file.finish();
      delivery.files += 1;
      delivery.bytes += handle.file.size;
    }),
  );
  sftp.on("FSTAT", (request: number, id: Buffer) =>
    answer(request, async () => {
      const handle = handleOf(id);
      if (handle.kind === "file")
        sftp.attrs(request, { ...attributesOf(await fs.stat(root)), ...PLAIN, size: handle.file.size });
      else sftp.attrs(request, attributesOf(await jail.stat(handle.path)));
    }),
  );
  for (const name of ["STAT", "LSTAT"])
    sftp.on(name, (request: number, given: string) =>
      answer(request, async () => sftp.attrs(request, attributesOf(await jail.stat(given)))),
    );
  // Clients set times and modes after a file; they say nothing here.
  sftp.on("SETSTAT", (request: number, given: string) => done(request, () => jail.stat(given)));
  sftp.on("FSETSTAT", (request: number, id: Buffer) => done(request, async () => handleOf(id)));
  sftp.on("REALPATH", (request: number, given: string) => {
    const filename = jail.shown(given);
    sftp.name(request, [{ filename, longname: filename, attrs: EMPTY }]);
  });
  sftp.on("OPENDIR", (request: number, given: string) =>
    answer(request, async () => {
      if (handles.size >= MOST_HANDLES) throw new SftpRefusal("FAILURE");
      if (!(await jail.stat(given)).isDirectory()) throw new SftpRefusal("FAILURE");
      const folder = await jail.place(given);
      const names = (await fs.readdir(folder)).filter((name) => !name.startsWith("."));
      keep(request, { kind: "folder", names: names.sort(), path: given });
    }),
  );
  sftp.on("READDIR", (request: number, id: Buffer) =>
    answer(request, async () => {
      const handle = handleOf(id);
      if (handle.kind !== "folder") throw new SftpRefusal("FAILURE");
      const names = handle.names.splice(0, NAMES_AT_ONCE);
      if (names.length === 0) {
        sftp.status(request, STATUS_CODE.EOF);
        return;
      }
      const stats = await Promise.all(
        names.map((name) => jail.stat(path.posix.join(handle.path, name)).catch(() => undefined)),
      );
      sftp.name(
        request,
        names.flatMap((filename, at) => {
          const stat = stats[at];
          return stat ? [{ filename, longname: longName(filename, stat), attrs: attributesOf(stat) }] : [];
        }),
      );
    }),
  );
  sftp.on("MKDIR", (request: number, given: string) =>
    done(request, async () => {
      if (!(await mayDeliver())) throw new SftpRefusal("PERMISSION_DENIED");
      await fs.mkdir(await jail.place(given), { mode: 0o700 });
    }),
  );
  sftp.on("RMDIR", (request: number, given: string) =>
    done(request, async () => fs.rmdir(await jail.place(given))),
  );
  sftp.on("REMOVE", (request: number, given: string) =>
    done(request, async () => {
      if (!(await jail.stat(given)).isFile()) throw new SftpRefusal("FAILURE");
      await fs.unlink(await jail.place(given));
    }),
  );
  sftp.on("RENAME", (request: number, from: string, to: string) =>
    done(request, async () => {
      if (!(await mayDeliver())) throw new SftpRefusal("PERMISSION_DENIED");
      await jail.stat(from);
      const target = await jail.place(to);
      // Version 3: not over what is there.
      if (await fs.lstat(target).catch(() => undefined)) throw new SftpRefusal("FAILURE");
      await fs.rename(await jail.place(from), target);
    }),
  );
  for (const name of ["READ", "READLINK", "SYMLINK", "EXTENDED"])
    sftp.on(name, (request: number) => sftp.status(request, STATUS_CODE.OP_UNSUPPORTED));

  return {
    end: async () => {
      const open = [...handles.values()];
      handles.clear();
      for (const handle of open) if (handle.kind === "file") await handle.file.drop();
    },
  };
}

const PLAIN = { mode: 0o100600 };
const EMPTY = { mode: 0o40700, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 };

/** Nothing of the server's own: no owners. */
function attributesOf(stat: Stats) {
  const time = Math.floor(stat.mtimeMs / 1000);
  return {
    mode: stat.isDirectory() ? 0o40700 : PLAIN.mode,
    uid: 0,
    gid: 0,
    size: stat.size,
    atime: time,
    mtime: time,
  };
}

/** As `ls -l` shows it: clients print it as it is. */
function longName(name: string, stat: Stats): string {
  const day = stat.mtime.toISOString().slice(0, 10);
  return `${stat.isDirectory() ? "d" : "-"}rw-------   1 - - ${String(stat.size).padStart(12)} ${day} ${name}`;
}

const ORDINARY: Record<string, "NO_SUCH_FILE" | "FAILURE"> = {
  ENOENT: "NO_SUCH_FILE",
  ENOTDIR: "NO_SUCH_FILE",
  EEXIST: "FAILURE",
  ENOTEMPTY: "FAILURE",
  EISDIR: "FAILURE",
};
const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException)?.code ?? "";
const isOrdinary = (error: unknown): boolean => codeOf(error) in ORDINARY;
const statusOf = (error: unknown): "NO_SUCH_FILE" | "FAILURE" => ORDINARY[codeOf(error)] ?? "FAILURE";
