import { describe, expect, it } from "vitest";

import { decide } from "../../../../lib/change/decide.js";
import { validate } from "../../../../lib/schema/validate.js";
import { unknown, type ValueObject } from "../../../../lib/value/value.js";
import { container } from "../../../../providers/proxmox/resources/nodes/container/index.js";

const template = "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst";
const rootfs = { storage: "local", size: "4G" };
const volume = { storage: "local", size: "1G" };

const wrong = (code: ValueObject) =>
  validate(container, { node: "pve1", ...code }).map(({ path, summary }) => [path?.join("."), summary]);

const wrongToMake = (code: ValueObject) =>
  decide(container, { prior: undefined, planned: { node: "pve1", ...code } }).diagnostics.map(
    ({ summary }) => summary,
  );

describe("a container's code", () => {
  it("is right with values that are not known yet", () => {
    expect(wrong({ os_template: unknown, rootfs: unknown, mount_points: unknown })).toEqual([]);
    expect(
      wrong({ os_template: template, mount_points: { mp0: { path: unknown, volume: unknown, size: "1G" } } }),
    ).toEqual([]);
  });

  it("is told everything that is wrong at once", () => {
    const code = {
      running: true,
      template: true,
      clone: { vmid: 100 },
      os_template: template,
      ssh_keys: ["ssh-ed25519 AAAA"],
      network: { net0: { name: "eth0" }, net3: { name: "eth0" } },
      mount_points: {
        mp0: { path: "/srv", volume: "local:100/vm-100-disk-1.raw", storage: "local" },
        mp1: { path: "/srv", volume: "/srv", size: "1G" },
        mp2: { path: "/a", ...volume, moved_from: "mp0" },
        mp3: { path: "/b", ...volume, moved_from: "mp256" },
      },
    };
    expect(wrong(code)).toEqual([
      ["running", "a template can't run"],
      ["os_template", "os_template has no meaning for a copy"],
      ["ssh_keys", "ssh_keys has no meaning for a copy"],
      ["mount_points.mp0.storage", "mount_points.mp0.storage and volume exclude each other"],
      [
        "mount_points.mp1.size",
        "mount_points.mp1.size: a directory or device of the node has no size of its own",
      ],
      ["mount_points.mp1.path", "mount_points.mp1.path: /srv is used twice"],
      ["mount_points.mp2.moved_from", "mount_points.mp2.moved_from: mp0 still has a volume"],
      ["mount_points.mp3.moved_from", 'mount_points.mp3.moved_from: there is no slot "mp256"'],
      ["network.net3.name", 'network.net3.name: "eth0" is used twice'],
    ]);
  });

  it("is told what is allowed where a value has the wrong form", () => {
    const code = {
      vmid: 7,
      hostname: "under_score",
      os_template: "debian.tar.zst",
      memory: 8,
      console_mode: "screen",
      entrypoint: "one\ntwo",
      rootfs: { size: "4 GB" },
      mount_points: { mp256: { path: "/srv" }, mp0: { path: "srv", ...volume, mount_options: ["fast"] } },
      network: { net0: { name: "a/b", ip: "10.0.0.5", mac: "00:11" } },
      devices: { dev0: { path: "ttyUSB0", mode: "660" } },
    };
    expect(wrong(code).map(([path]) => path)).toEqual([
      "vmid",
      "os_template",
      "hostname",
      "memory",
      "console_mode",
      "entrypoint",
      "rootfs.size",
      "mount_points.mp256",
      "mount_points.mp0.path",
      "mount_points.mp0.mount_options.0",
      "network.net0.name",
      "network.net0.mac",
      "network.net0.ip",
      "devices.dev0.path",
      "devices.dev0.mode",
    ]);
  });
});

describe("a new container", () => {
  it("needs a template, and of each volume what it is", () => {
    expect(wrongToMake({})).toEqual(["os_template is missing"]);
    expect(wrongToMake({ os_template: template })).toEqual([]);
    expect(wrongToMake({ clone: { vmid: 100 }, rootfs: { size: "8G" } })).toEqual([]);
    expect(wrongToMake({ os_template: template, rootfs: { size: "8G" } })).toEqual([
      "rootfs.storage is missing",
    ]);
    expect(
      wrongToMake({ os_template: template, mount_points: { mp0: { path: "/srv", ...volume } } }),
    ).toEqual(["rootfs is missing"]);
    expect(
      wrongToMake({
        os_template: template,
        rootfs,
        mount_points: {
          mp0: { path: "/a" },
          mp1: { path: "/b", volume: "/srv" },
          mp2: { path: "/c", volume: unknown },
        },
      }),
    ).toEqual(["mount_points.mp0.storage is missing", "mount_points.mp0.size is missing"]);
  });

  it("is told in a few words", () => {
    const summary = container.rules?.summary?.({
      os_template: template,
      rootfs,
      cores: 1,
      memory: 512,
      mount_points: { mp0: { path: "/srv", ...volume } },
      network: { net0: { name: "eth0", bridge: "vmbr0" } },
      running: true,
    });
    expect(summary).toBe(`1 core, 512 MiB, rootfs 4G from ${template}, mp0 1G at /srv, net0 vmbr0, running`);
  });
});
