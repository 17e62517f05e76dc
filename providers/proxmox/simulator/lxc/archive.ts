import { readPlain, type ArchivePlace } from "../backup/plain-archive.js";
import { fail } from "../failure.js";
import { configurationText, parseConfiguration } from "../guests/configuration-text.js";
import { unusedSlot, type Configuration, type Guest } from "../guests/guest.js";
import { tarArchive } from "../storages/tar-archive.js";
import { tarEntries, tarText } from "../storages/tar.js";
import type { World } from "../world.js";
import { parseMountPoint } from "./mount-point.js";
import { templateIn } from "./system.js";

/** What a backup of a container holds. */
export interface ContainerArchive {
  readonly config: Configuration;
  /** The name of the template that its root was made of. */
  readonly template: string;
}

const configFile = "./etc/vzdump/pct.conf";
const templateFile = "./template";

/** A container as a backup has it: neither what waits, nor its snapshots, nor what it does not use. */
export function packContainer(world: World, { config }: Guest): Buffer {
  const kept = Object.fromEntries(
    Object.entries(config).filter(([key]) => !unusedSlot.test(key) && key !== "parent"),
  );
  const template = templateIn(world, parseMountPoint("rootfs", config["rootfs"]).volume);
  return tarArchive([
    { name: configFile, content: Buffer.from(configurationText(kept)) },
    { name: templateFile, content: Buffer.from(template) },
  ]);
}

/** Reads a backup, however it is packed. */
export function openArchive(place: ArchivePlace): Promise<ContainerArchive> {
  return readPlain(place, readArchive);
}

function readArchive(path: string): ContainerArchive {
  const files = new Map((tarEntries(path) ?? []).map((entry) => [entry.name, entry]));
  const config = files.get(configFile) ?? fail("archive does not contain 'etc/vzdump/pct.conf'");
  const template = files.get(templateFile);
  return {
    config: parseConfiguration("lxc", tarText(path, config)),
    template: template === undefined ? "" : tarText(path, template),
  };
}
