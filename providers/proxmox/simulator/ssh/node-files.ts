import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { guestFolders } from "../guests/configuration-file.js";
import { configurationText, parseConfiguration } from "../guests/configuration-text.js";
import type { Guest } from "../guests/guest.js";
import type { World } from "../world.js";

/** Paths on a node that are links to its own folder of the cluster's files. */
export function withoutLinks(node: string, path: string): string {
  return path
    .replace(/^\/etc\/pve\/local(?=\/|$)/, `/etc/pve/nodes/${node}`)
    .replace(/^\/etc\/pve\/(qemu-server|lxc)(?=\/|$)/, `/etc/pve/nodes/${node}/$1`);
}

/** Writes the cluster's configuration files as they would be now, below a directory that stands for theirs. */
export function writeNodeFiles(world: World, cluster: string): void {
  for (const node of world.nodes.keys())
    for (const [kind, folder] of Object.entries(guestFolders)) {
      const path = join(cluster, "nodes", node, folder);
      mkdirSync(path, { recursive: true });
      const guests = [...world.guests].filter(([, guest]) => guest.kind === kind && guest.node === node);
      const names = new Map(guests.map(([vmid, guest]) => [`${vmid}.conf`, guestText(guest)]));
      for (const name of readdirSync(path))
        if (!names.has(name)) rmSync(join(path, name), { recursive: true });
      for (const [name, text] of names) writeFileSync(join(path, name), text);
    }
  writeFileSync(join(cluster, "storage.cfg"), storageText(world));
}

/** Takes a guest's configuration from the file that somebody wrote; other files say nothing. */
export function readNodeFile(world: World, path: string, file: string): void {
  const guest = world.guests.get(Number(/\/(?:qemu-server|lxc)\/(\d+)\.conf$/.exec(path)?.[1]));
  if (guest === undefined || !path.startsWith("/etc/pve/")) return;
  const config = parseConfiguration(guest.kind, readFileSync(file, "utf8"));
  const { lock, ...rest } = config;
  guest.config = rest;
  guest.lock = lock;
}

function guestText({ config, lock, snapshots }: Guest): string {
  const sections = [...snapshots].map(
    ([name, snapshot]) => `\n[${name}]\n${configurationText(snapshot.config)}`,
  );
  return configurationText(config) + (lock === undefined ? "" : `lock: ${lock}\n`) + sections.join("");
}

function storageText({ storages }: World): string {
  return [...storages]
    .map(([id, { type, config }]) => {
      const lines = Object.entries(config).map(([key, value]) => `\t${key} ${value}\n`);
      return `${type}: ${id}\n${lines.join("")}`;
    })
    .join("\n");
}
