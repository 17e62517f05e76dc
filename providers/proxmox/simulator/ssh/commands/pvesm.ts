import { activate } from "../../storages/activate.js";
import { listVolumes } from "../../storages/list.js";
import { declaredPath } from "../../storages/declared-path.js";
import { parseVolumeId } from "../../storages/volume.js";
import type { Process } from "../process.js";
import type { Options } from "./options.js";
import { ask, tool } from "./tool.js";

type Rows = readonly Readonly<Record<string, string | number | undefined>>[];

/** The storage plug-ins' interface, as `pvesm apiinfo` tells it. */
const apiInfo = "APIVER 13\nAPIAGE 4\n";

export const pvesm = tool("pvesm", {
  apiinfo: { positional: [], own: ({ stdout }) => stdout.write(apiInfo) },
  path: {
    positional: ["volume"],
    own: ({ world, stdout }, { volume = "" }) => stdout.write(`${declaredPath(world, volume)}\n`),
  },
  list: { positional: ["storage"], own: list },
  free: { positional: ["volume"], own: free },
  status: { method: "GET /nodes/{node}/storage", print: statusText },
  alloc: {
    method: "POST /nodes/{node}/storage/{storage}/content",
    positional: ["storage", "vmid", "filename", "size"],
    print: (volume) => `successfully created '${String(volume)}'\n`,
  },
  add: { method: "POST /storage", positional: ["type", "storage"], print: () => "" },
  set: { method: "PUT /storage/{storage}", positional: ["storage"], print: () => "" },
  remove: { method: "DELETE /storage/{storage}", positional: ["storage"] },
});

async function list(
  { world, node, stdout }: Process,
  { storage = "", content, vmid }: Options,
): Promise<void> {
  activate(world, storage, node);
  const volumes = listVolumes(world, storage, {
    node,
    content,
    vmid: vmid === undefined ? undefined : Number(vmid),
  });
  const width = Math.max(5, ...volumes.map(({ volid }) => volid.length));
  const digits = Math.max(9, ...volumes.map(({ size }) => String(size).length));
  const row = (...[volid, format, type, size, owner]: readonly (string | number)[]) =>
    `${String(volid).padEnd(width)} ${String(format).padEnd(7)} ${String(type).padEnd(9)} ${String(size).padStart(digits)} ${owner}\n`;
  await stdout.write(row("Volid", "Format", "Type", "Size", "VMID"));
  for (const volume of volumes)
    await stdout.write(row(volume.volid, volume.format, volume.content, volume.size, volume.vmid ?? ""));
}

async function free(process: Process, { volume = "" }: Options): Promise<void> {
  const { storage } = parseVolumeId(volume);
  const path = `/nodes/${process.node}/storage/${storage}/content/${encodeURIComponent(volume)}`;
  await ask(process, { verb: "DELETE", path, parameters: {} });
}

function statusText(answer: unknown): string {
  const rows = [...(answer as Rows)].sort((one, other) =>
    String(one["storage"]) < String(other["storage"]) ? -1 : 1,
  );
  const width = Math.max(4, ...rows.map(({ storage }) => String(storage).length)) + 1;
  const line = (...[name, type, status, ...figures]: readonly (string | number)[]) =>
    `${String(name).padEnd(width)} ${String(type).padStart(10)} ${String(status).padStart(10)} ${figures
      .map((figure, index) => String(figure).padStart(index === 3 ? 8 : 15))
      .join(" ")}\n`;
  const kibibytes = (bytes: string | number = 0) => Math.floor(Number(bytes) / 1024);
  return (
    line("Name", "Type", "Status", "Total (KiB)", "Used (KiB)", "Available (KiB)", "%") +
    rows
      .map(({ storage = "", type = "", active, enabled, total, used, avail }) => {
        const status =
          Number(enabled ?? 1) === 0 ? "disabled" : Number(active ?? 0) === 1 ? "active" : "inactive";
        const share =
          Number(total ?? 0) > 0 ? `${((Number(used) / Number(total)) * 100).toFixed(2)}%` : "N/A";
        return line(storage, type, status, kibibytes(total), kibibytes(used), kibibytes(avail), share);
      })
      .join("")
  );
}
