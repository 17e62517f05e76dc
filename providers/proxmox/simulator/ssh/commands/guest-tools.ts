import { importDisk } from "./import-disk.js";
import type { Options } from "./options.js";
import { unlockContainer } from "./unlock-container.js";
import { tool, type MethodCommand, type ToolCommand } from "./tool.js";

type Rows = readonly Readonly<Record<string, string | number | undefined>>[];

/** What `qm` and `pct` have in common, by the folder of their guests in the API. */
function guestCommands(kind: "qemu" | "lxc"): Readonly<Record<string, ToolCommand>> {
  const base = `/nodes/{node}/${kind}/{vmid}`;
  const on = (verb: string, path: string, ...positional: readonly string[]): MethodCommand => ({
    method: `${verb} ${base}${path}`,
    positional: ["vmid", ...positional],
  });
  return {
    config: { ...on("GET", "/config"), print: configText },
    pending: { ...on("GET", "/pending"), print: pendingText },
    set: { ...on("PUT", "/config"), ...(kind === "qemu" ? { before: updateText } : {}) },
    destroy: on("DELETE", ""),
    status: { ...on("GET", "/status/current"), print: statusText },
    start: on("POST", "/status/start"),
    stop: on("POST", "/status/stop"),
    shutdown: on("POST", "/status/shutdown"),
    reboot: on("POST", "/status/reboot"),
    suspend: on("POST", "/status/suspend"),
    resume: on("POST", "/status/resume"),
    clone: on("POST", "/clone", "newid"),
    template: on("POST", "/template"),
    resize: on("PUT", "/resize", "disk", "size"),
    snapshot: on("POST", "/snapshot", "snapname"),
    delsnapshot: on("DELETE", "/snapshot/{snapname}", "snapname"),
    rollback: on("POST", "/snapshot/{snapname}/rollback", "snapname"),
    listsnapshot: { ...on("GET", "/snapshot"), print: snapshotText },
    migrate: on("POST", "/migrate", "target"),
  };
}

const disk = "/nodes/{node}/qemu/{vmid}";
const imports = { positional: ["vmid", "source", "storage"], own: importDisk };
const moves = { method: `POST ${disk}/move_disk`, positional: ["vmid", "disk", "storage"] };
const unlinks = { method: `PUT ${disk}/unlink`, positional: ["vmid"] };

export const qm = tool("qm", {
  ...guestCommands("qemu"),
  create: { method: "POST /nodes/{node}/qemu", positional: ["vmid"] },
  list: { method: "GET /nodes/{node}/qemu", print: virtualMachinesText },
  reset: { method: `POST ${disk}/status/reset`, positional: ["vmid"] },
  unlock: { method: `PUT ${disk}/config`, positional: ["vmid"], fixed: { delete: "lock", skiplock: 1 } },
  importdisk: imports,
  "disk import": imports,
  "disk move": moves,
  "disk unlink": unlinks,
  "disk resize": { method: `PUT ${disk}/resize`, positional: ["vmid", "disk", "size"] },
  move_disk: moves,
  "move-disk": moves,
  unlink: unlinks,
  "cloudinit update": { method: `PUT ${disk}/cloudinit`, positional: ["vmid"] },
});

export const pct = tool("pct", {
  ...guestCommands("lxc"),
  create: { method: "POST /nodes/{node}/lxc", positional: ["vmid", "ostemplate"] },
  restore: {
    method: "POST /nodes/{node}/lxc",
    positional: ["vmid", "ostemplate"],
    fixed: { restore: 1 },
  },
  unlock: { positional: ["vmid"], own: unlockContainer },
  list: { method: "GET /nodes/{node}/lxc", print: containersText },
  "move-volume": {
    method: "POST /nodes/{node}/lxc/{vmid}/move_volume",
    positional: ["vmid", "volume", "storage"],
  },
});

/** A configuration as its file has it, but in one order. */
function configText(answer: unknown): string {
  return Object.entries(answer as Options)
    .filter(([key]) => key !== "digest")
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `${key}: ${key === "description" ? encoded(value) : value}\n`)
    .join("");
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/%20/g, " ");
}

function pendingText(answer: unknown): string {
  return (answer as Rows)
    .map(({ key, value, pending, delete: gone }) => {
      const current = value === undefined ? "" : `cur ${key}: ${value}\n`;
      const next = pending === undefined ? "" : `new ${key}: ${pending}\n`;
      return gone === undefined ? current + next : `del ${key}: ${value ?? ""}\n`;
    })
    .join("");
}

function updateText({ vmid, ...changes }: Options): string {
  return `update VM ${vmid}: ${Object.entries(changes)
    .map(([key, value]) => `-${key} ${value}`)
    .join(" ")}\n`;
}

function statusText(answer: unknown): string {
  return `status: ${(answer as Options)["status"]}\n`;
}

function snapshotText(answer: unknown): string {
  return (answer as Rows)
    .map(
      ({ name, description = "" }) =>
        `\`-> ${name}${name === "current" ? "" : " ".repeat(24)}${description}\n`,
    )
    .join("");
}

function virtualMachinesText(answer: unknown): string {
  const row = (...[vmid, name, status, memory, bootDisk, pid]: readonly (string | number)[]) =>
    `${String(vmid).padStart(10)} ${String(name).padEnd(20)} ${String(status).padEnd(10)} ${String(memory).padEnd(10)} ${String(bootDisk).padStart(12)} ${String(pid).padEnd(10)}\n`;
  const rows = byId(answer).map(({ vmid = 0, name = "", status = "", maxmem, maxdisk, pid = 0 }) =>
    row(
      vmid,
      name,
      status,
      Math.round(Number(maxmem) / 2 ** 20),
      (Number(maxdisk) / 2 ** 30).toFixed(2),
      pid,
    ),
  );
  return rows.length === 0
    ? ""
    : row("VMID", "NAME", "STATUS", "MEM(MB)", "BOOTDISK(GB)", "PID") + rows.join("");
}

function containersText(answer: unknown): string {
  const row = (...[vmid, status, lock, name]: readonly (string | number)[]) =>
    `${String(vmid).padEnd(10)} ${String(status).padEnd(10)} ${String(lock).padEnd(12)} ${String(name).padEnd(20)}\n`;
  const rows = byId(answer).map(({ vmid = 0, status = "", lock = "", name = "" }) =>
    row(vmid, status, lock, name),
  );
  return rows.length === 0 ? "" : row("VMID", "Status", "Lock", "Name") + rows.join("");
}

function byId(answer: unknown): Rows {
  return [...(answer as Rows)].sort((one, other) => Number(one["vmid"]) - Number(other["vmid"]));
}
