import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  futimesSync,
  openSync,
  chmodSync,
  mkdirSync,
  readSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeSync,
  type Stats,
} from "node:fs";
import { posix } from "node:path";

import ssh2, { type Attributes, type SFTPWrapper } from "ssh2";

import type { Access, Files } from "./files.js";
import { longLine } from "./listing.js";
import type { SystemUser } from "./system-users.js";

const { STATUS_CODE: codes, OPEN_MODE: modes } = ssh2.utils.sftp;

const refusals: Readonly<Record<string, number>> = {
  ENOENT: codes.NO_SUCH_FILE,
  EACCES: codes.PERMISSION_DENIED,
  EPERM: codes.PERMISSION_DENIED,
};

type Handle =
  | { readonly kind: "file"; readonly path: string; readonly file: number }
  | { readonly kind: "folder"; readonly path: string; isRead: boolean };

/** What comes with those requests that have more than two values. */
interface Questions {
  readonly OPEN: [request: number, path: string, flags: number, attributes: Partial<Attributes>];
  readonly READ: [request: number, handle: Buffer, offset: number, length: number];
  readonly WRITE: [request: number, handle: Buffer, offset: number, data: Buffer];
}
type Asked<K extends keyof Questions> = Questions[K];

/** Serves a user's view of the node's files over SFTP. */
export function serveFiles(files: Files, { home }: SystemUser, sftp: SFTPWrapper): void {
  const handles = new Map<number, Handle>();
  let last = 0;
  const absolute = (path: string) => posix.resolve(home, path);
  const real = (path: string, access: Access) => files.real(absolute(path), access);
  const added = (handle: Handle) => {
    handles.set(++last, handle);
    const name = Buffer.alloc(4);
    name.writeUInt32BE(last);
    return name;
  };
  const handleOf = (name: Buffer): Handle => handles.get(name.readUInt32BE(0)) ?? refuse("EBADF");
  const fileOf = (name: Buffer): number => {
    const handle = handleOf(name);
    return handle.kind === "file" ? handle.file : refuse("EBADF");
  };
  const shown = (path: string, found: Stats): Attributes => {
    const { uid } = files.owner(absolute(path));
    const [atime, mtime] = [found.atimeMs, found.mtimeMs].map((time) => Math.floor(time / 1000)) as [
      number,
      number,
    ];
    return { mode: found.mode, uid, gid: uid, size: found.size, atime, mtime };
  };
  const answer = (request: number, work: () => void) => {
    try {
      work();
    } catch (thrown) {
      const code = String((thrown as NodeJS.ErrnoException).code);
      sftp.status(request, refusals[code] ?? codes.FAILURE);
    }
  };
  const done = (request: number, work: () => void) =>
    answer(request, () => {
      work();
      sftp.status(request, codes.OK);
    });
  const stat = (request: number, path: string) =>
    answer(request, () => sftp.attrs(request, shown(path, statSync(real(path, "look")))));

  sftp.on("OPEN", (...[request, path, flags, attributes]: Asked<"OPEN">) =>
    answer(request, () => {
      const isWrite = (flags & modes.WRITE) !== 0;
      const mode = (attributes.mode ?? 0o644) | 0o600;
      const file = openSync(real(path, isWrite ? "write" : "read"), systemFlags(flags), mode);
      sftp.handle(request, added({ kind: "file", path, file }));
    }),
  );
  // Answered in the order of the questions, which clients count on; and the library uses a packet's memory again.
  sftp.on("READ", (...[request, name, offset, length]: Asked<"READ">) =>
    answer(request, () => {
      const buffer = Buffer.alloc(Math.min(length, 256 * 1024));
      const count = readSync(fileOf(name), buffer, 0, buffer.length, offset);
      if (count === 0) sftp.status(request, codes.EOF);
      else sftp.data(request, buffer.subarray(0, count));
    }),
  );
  sftp.on("WRITE", (...[request, name, offset, data]: Asked<"WRITE">) =>
    done(request, () => void writeSync(fileOf(name), data, 0, data.length, offset)),
  );
  sftp.on("CLOSE", (request, name) =>
    done(request, () => {
      const handle = handleOf(name);
      if (handle.kind === "file") closeSync(handle.file);
      handles.delete(name.readUInt32BE(0));
    }),
  );
  sftp.on("OPENDIR", (request, path) =>
    answer(request, () => {
      if (!statSync(real(path, "read")).isDirectory()) refuse("ENOTDIR");
      sftp.handle(request, added({ kind: "folder", path, isRead: false }));
    }),
  );
  sftp.on("READDIR", (request, name) =>
    answer(request, () => {
      const handle = handleOf(name);
      if (handle.kind !== "folder") refuse("EBADF");
      if (handle.isRead) return sftp.status(request, codes.EOF);
      handle.isRead = true;
      const names = [".", "..", ...readdirSync(real(handle.path, "read"))];
      const entry = (filename: string) => {
        const path = absolute(posix.join(handle.path, filename === ".." ? "." : filename));
        const attrs = shown(path, statSync(files.real(path, "look")));
        return { filename, longname: longLine(files, path, filename), attrs };
      };
      sftp.name(request, names.map(entry));
    }),
  );
  sftp.on("STAT", stat);
  sftp.on("LSTAT", stat);
  sftp.on("FSTAT", (request, name) =>
    answer(request, () => sftp.attrs(request, shown(handleOf(name).path, fstatSync(fileOf(name))))),
  );
  sftp.on("SETSTAT", (request, path, attributes) =>
    done(request, () => {
      const file = real(path, "write");
      if (attributes.size !== undefined) truncateSync(file, attributes.size);
      if (attributes.mode !== undefined) chmodSync(file, (attributes.mode & 0o777) | 0o600);
      if (attributes.mtime !== undefined) utimesSync(file, attributes.atime, attributes.mtime);
    }),
  );
  sftp.on("FSETSTAT", (request, name, attributes) =>
    done(request, () => {
      const file = fileOf(name);
      if (attributes.size !== undefined) ftruncateSync(file, attributes.size);
      if (attributes.mode !== undefined)
        chmodSync(real(handleOf(name).path, "write"), (attributes.mode & 0o777) | 0o600);
      if (attributes.mtime !== undefined) futimesSync(file, attributes.atime, attributes.mtime);
    }),
  );
  sftp.on("REMOVE", (request, path) => done(request, () => rmSync(real(path, "write"))));
  sftp.on("MKDIR", (request, path) => done(request, () => void mkdirSync(real(path, "write"))));
  sftp.on("RMDIR", (request, path) => done(request, () => rmdirSync(real(path, "write"))));
  sftp.on("RENAME", (request, from, to) =>
    done(request, () => renameSync(real(from, "write"), real(to, "write"))),
  );
  sftp.on("REALPATH", (request, path) =>
    answer(request, () => {
      const filename = absolute(path === "" ? "." : path);
      sftp.name(request, [{ filename, longname: filename, attrs: {} as Attributes }]);
    }),
  );
  for (const event of ["READLINK", "SYMLINK", "EXTENDED"])
    sftp.on(event, (request: number) => sftp.status(request, codes.OP_UNSUPPORTED));
  sftp.on("end", () => {
    succeed(sftp);
    sftp.end();
  });
  sftp.on("close", () => {
    for (const handle of handles.values()) if (handle.kind === "file") closeSync(handle.file);
    handles.clear();
  });
}

/** Tells the channel's exit status, without which scp fails; the library has no word for it here. */
function succeed(sftp: SFTPWrapper): void {
  const { _protocol, outgoing } = sftp as unknown as {
    readonly _protocol: { exitStatus(channel: number, status: number): void };
    readonly outgoing: { readonly id: number };
  };
  _protocol.exitStatus(outgoing.id, 0);
}

/** SFTP's flags as the system's. */
function systemFlags(flags: number): number {
  const { O_RDONLY, O_WRONLY, O_RDWR, O_APPEND, O_CREAT, O_TRUNC, O_EXCL } = constants;
  const has = (flag: number) => (flags & flag) !== 0;
  const way = has(modes.WRITE) ? (has(modes.READ) ? O_RDWR : O_WRONLY) : O_RDONLY;
  return (
    way |
    (has(modes.APPEND) ? O_APPEND : 0) |
    (has(modes.CREAT) ? O_CREAT : 0) |
    (has(modes.TRUNC) ? O_TRUNC : 0) |
    (has(modes.EXCL) ? O_EXCL : 0)
  );
}

function refuse(code: string): never {
  throw Object.assign(new Error(code), { code });
}
