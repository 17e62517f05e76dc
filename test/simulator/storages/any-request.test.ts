import fc from "fast-check";
import { expect, it } from "vitest";

import { specification, type Method } from "../../../providers/proxmox/api/specification/specification.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { asked, type Question } from "../asked.js";

/** A storage of every type, as far as the node has what it is on. */
const storages = [
  { storage: "nfs", type: "nfs", server: "10.1.1.1", export: "/x", content: "images,iso,backup,import" },
  { storage: "lvm", type: "lvm", vgname: "pve" },
  { storage: "thin", type: "lvmthin", vgname: "pve", thinpool: "data" },
  { storage: "zfs", type: "zfspool", pool: "tank" },
  { storage: "pbs", type: "pbs", server: "10.1.1.1", datastore: "d" },
  { storage: "rbd", type: "rbd", monhost: "10.1.1.1" },
  { storage: "ceph", type: "cephfs", monhost: "10.1.1.1" },
  { storage: "iscsi", type: "iscsi", portal: "10.1.1.1", target: "iqn.x" },
  { storage: "direct", type: "iscsidirect", portal: "10.1.1.1", target: "iqn.x" },
  { storage: "btrfs", type: "btrfs", path: "/mnt/btrfs/x" },
  { storage: "esxi", type: "esxi", server: "10.1.1.1", username: "a", password: "b" },
  { storage: "cifs", type: "cifs", server: "10.1.1.1", share: "x" },
  {
    storage: "target",
    type: "zfs",
    pool: "t",
    portal: "10.1.1.1",
    target: "iqn.x",
    blocksize: "4k",
    iscsiprovider: "LIO",
  },
] as const;
const storageIds = ["local", "absent", ...storages.map(({ storage }) => storage)];

const words = [
  ...["", "x", "100", "-1", "0", "1", "8G", "a b", "ü", "/", "\0", "../x", "/srv/a", "none", "nope,nope"],
  ...["iso", "images", "backup", "import", "snippets", "vztmpl", "raw", "qcow2", "subvol", "nodes", "pve1"],
  ...["keep-last=1", "keep-all=1,keep-last=2", "iso=dump,backup=iso", "http://127.0.0.1:1/x"],
  ...["a.iso", "a.ova", "vm-100-disk-0.raw", "vm-100-disk-1.qcow2", "vm-100-disk-2"],
  ...["local:iso/a.iso", "local:100/vm-100-disk-0.raw", "lvm:vm-100-disk-0", "thin:base-100-disk-0"],
  ...["zfs:subvol-100-disk-0", "pbs:backup/vm/100/2026-01-01T00:00:00Z", "iscsi:0.0.0.x", "direct:lun1"],
  ...["esxi:a/b/c.vmx", "btrfs:100/vm-100-disk-0.raw"],
];

const methods = specification("9.2").methods.filter(
  ({ path }) => /\/storage|\/scan|\/aplinfo|\/query-/.test(path) && !path.startsWith("/cluster"),
);

const word: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.constantFrom(null, true, 3, -1, 1.5, [], ["a"]) },
);

function valueOf(name: string, parameters: Method["parameters"]): fc.Arbitrary<unknown> {
  const { enum: choice, type } = parameters?.[name] ?? {};
  if (name === "node") return fc.constant("pve1");
  if (name === "storage") return fc.constantFrom(...storageIds);
  if (type === "boolean") return fc.constantFrom(0, 1);
  if (type === "integer") return fc.constantFrom(0, 1, 5, -1, 100);
  return choice === undefined ? word : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...choice) }, word);
}

/** A part of a path, which is never empty. */
function segment(value: unknown): string {
  return encodeURIComponent(typeof value === "string" && value !== "" ? value : "x");
}

const request: fc.Arbitrary<Question> = fc
  .constantFrom(...methods)
  .chain(({ method, path, parameters = {} }) => {
    const names = Object.keys(parameters);
    const needed = names.filter((name) => Number(parameters[name]?.optional ?? 0) === 0);
    const values = Object.fromEntries(names.map((name) => [name, valueOf(name, parameters)]));
    return fc.record(values, { requiredKeys: needed }).map((sent) => ({
      verb: method,
      path: path.replace(/\{(\w+)\}/g, (_, name: string) => segment(sent[name])),
      parameters: Object.fromEntries(Object.entries(sent).filter(([name]) => !path.includes(`{${name}}`))),
    }));
  });

/** Words that the simulator's own mistakes would show. */
const mistake = /undefined|\[object|TypeError|ENOENT|EISDIR|ENOTDIR|EEXIST|is not a function/;

/** What of an answer, or of the task it started, a Proxmox VE would never say. */
async function mistakes({ world }: Simulation, question: Question): Promise<readonly string[]> {
  const { status, data, message = "", errors = {} } = await asked(world, question);
  const texts = [message, ...Object.values(errors)];
  if (status === 200 && typeof data === "string" && data.startsWith("UPID:")) {
    await world.tasks.ended(data);
    texts.push(world.tasks.find(data).exit ?? "");
  }
  return texts.filter((text) => mistake.test(text));
}

it("answers or refuses whatever is asked of storages", { timeout: 120_000 }, async () => {
  const lists = fc.array(request, { minLength: 1, maxLength: 150, size: "max" });
  await fc.assert(
    fc.asyncProperty(lists, async (questions) => {
      const simulation = await simulate({
        media: {
          volumeGroups: { pve: { thinPools: ["data"] } },
          zfsPools: ["tank"],
          btrfs: ["/mnt/btrfs"],
        },
      });
      try {
        for (const storage of storages) await simulation.post("/storage", storage);
        for (const question of questions) expect(await mistakes(simulation, question)).toEqual([]);
      } finally {
        await simulation.close();
      }
    }),
    { numRuns: 40 },
  );
});
