import { equal } from "../../../../../lib/value/equal.js";
import { isObject } from "../../../../../lib/value/value.js";
import type { Work } from "../../../../../lib/schema/resource.js";
import { bootOrder, orderOf } from "./boot.js";
import { diskWork } from "./disk-work.js";
import { renewCloudInitDrive } from "./cloud-init-drive.js";
import type { GuestChange } from "../guest/guest-change.js";
import type { VolumeWork } from "../guest/volume-work.js";
import type { ParametersOf } from "../../../api/typed-calls.js";
import { readConfiguration } from "../guest/read-configuration.js";
import { at, type Target } from "../guest/target.js";
import { dropImported, importOnNode } from "./import-on-node.js";
import { stored } from "../guest/notation.js";
import { parametersFor } from "./parameters.js";
import { changePool } from "../guest/pool.js";
import { rounds } from "./reslot.js";
import type { Connection } from "../../../connection.js";
import { writeConfiguration } from "./write-configuration.js";

/** Brings a standing machine's configuration, disks, pool and kind to what is planned; its power is not touched. */
export async function changeGuest(work: Work<Connection>, target: Target, wish: GuestChange): Promise<void> {
  const { changes, planned } = wish;
  if (changes.length === 0 && Object.keys(wish.secrets).length === 0) return;
  await writeRounds(work, target, wish);
  const written = await readConfiguration(work.connection, target);
  const disks = diskWork(changes, { planned, configuration: written.wished });
  for (const each of disks) await workOnDisk(work, target, each);
  await keepBootOrder(work, target, { ...wish, found: written });
  await changePool(work.connection, target, changes);
  if (changes.some(({ path, after }) => path[0] === "template" && after === true))
    await work.task(await work.connection.api.post("/nodes/{node}/qemu/{vmid}/template", at(target)));
  if (wish.power === "stays up") await renewCloudInitDrive(work, target, wish);
}

/** Writes all keys. Images that the API can't import are made into volumes first, and are removed where none can use them. */
async function writeRounds(work: Work<Connection>, target: Target, wish: GuestChange): Promise<void> {
  const { changes, planned, secrets, power } = wish;
  const configuration = wish.found.wished;
  const imported = await importOnNode(work, target, changes);
  const volumes = Object.values(imported);
  // The digest is good for one write: each write makes a new one, as does an import on the node.
  let digest = volumes.length === 0 ? wish.digest : undefined;
  try {
    const writing = { changes, planned, secrets, configuration, imported };
    for (const parameters of rounds(parametersFor(writing), { planned, configuration })) {
      await writeConfiguration(work, target, { parameters, configuration, digest, power });
      if (Object.keys(parameters).length > 0) digest = undefined;
    }
  } catch (thrown) {
    if (volumes.length > 0) await dropImported(work, target, volumes).catch(() => undefined);
    throw thrown;
  }
}

/** Which slots there are is told by what makes the attributes. */
type DiskSlot = ParametersOf<"PUT", "/nodes/{node}/qemu/{vmid}/resize">["disk"];
type Format = ParametersOf<"POST", "/nodes/{node}/qemu/{vmid}/move_disk">["format"];

async function workOnDisk(work: Work<Connection>, target: Target, disk: VolumeWork): Promise<void> {
  const { api } = work.connection;
  switch (disk.kind) {
    case "move": {
      const { slot, storage, format } = disk;
      work.progress(`moving disk ${slot} to ${storage}`);
      const parameters = { disk: slot as DiskSlot, storage, delete: true, format: format as Format };
      return work.task(
        await api.post("/nodes/{node}/qemu/{vmid}/move_disk", { ...at(target), ...parameters }),
      );
    }
    case "grow": {
      const task = await api.put("/nodes/{node}/qemu/{vmid}/resize", {
        ...at(target),
        disk: disk.slot as DiskSlot,
        size: disk.size,
      });
      await work.task(task);
    }
  }
}

/** PVE itself appends a new CD-ROM drive to the boot order and takes removed devices out of it. */
async function keepBootOrder(
  work: Work<Connection>,
  target: Target,
  { planned, found, power }: GuestChange,
): Promise<void> {
  const wanted = planned["boot_order"] ?? null;
  if (wanted === null || isObject(wanted)) return;
  const configuration = found.wished;
  const now = orderOf(configuration["boot"] ?? "");
  if (now !== undefined && equal([...now], wanted)) return;
  await writeConfiguration(work, target, {
    parameters: { boot: stored(bootOrder, wanted) },
    configuration,
    digest: undefined,
    power,
  });
}
