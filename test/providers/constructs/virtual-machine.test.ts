import { describe, expect, it } from "vitest";

import {
  CloudInit,
  IsoImage,
  VirtualMachine,
  type ProxmoxStack,
  type VirtualMachineProps,
} from "../../../providers/proxmox/index.js";
import { all, problems, synthesized } from "./synthesized.js";

const place = { node: "pve1", storage: "local" } as const;
const made = (props: Omit<VirtualMachineProps, "node">) =>
  all(
    synthesized((it) => void new VirtualMachine(it, "vm", { node: "pve1", ...props })),
    "proxmox_vm",
  )[0];
const wrong = (props: Omit<VirtualMachineProps, "node">) =>
  problems((it) => void new VirtualMachine(it, "vm", { node: "pve1", ...props }));

describe("a virtual machine", () => {
  it("turns words of an author into the attributes of its resource", () => {
    expect(
      made({
        cpu: "host",
        memory: "1.5 GiB",
        memoryAtLeast: "512 MiB",
        firmware: { uefi: { storage: "local", secureBoot: true } },
        tpm: { storage: "local" },
        machine: "q35",
        agent: { enabled: true, trimAfterClone: true } as never,
        cdroms: { ide2: "none" },
        disks: { scsi0: { storage: "local", size: "0.5 TiB", ssd: true } },
        bootOrder: ["scsi0", "ide2"],
      }),
    ).toMatchObject({
      name: "vm",
      cpu: { type: "host" },
      memory: 1536,
      balloon: 512,
      bios: "ovmf",
      efi_disk: { storage: "local", type: "4m", pre_enrolled_keys: true },
      tpm_state: { storage: "local", version: "v2.0" },
      machine: { type: "q35" },
      cdroms: { ide2: { file: "none" } },
      disks: { scsi0: { storage: "local", size: "0.5T", ssd: true } },
      boot_order: ["scsi0", "ide2"],
    });
    expect(made({ memoryAtLeast: "off" })).toMatchObject({ balloon: 0 });
  });

  it("leaves to Proxmox VE what isn't said", () => {
    expect(made({})).toEqual({ node: "pve1", name: "vm" });
  });

  it("starts from devices that come through more, too", () => {
    const props: Omit<VirtualMachineProps, "node"> = {
      more: { cdroms: { sata1: { file: "none" } } },
      bootOrder: ["sata1"],
    };
    expect(wrong(props)).toBe("");
    expect(wrong({ bootOrder: ["sata1"] })).toContain("bootOrder names sata1, but there is no such device");
    expect(wrong({ clone: { from: 100 }, bootOrder: ["sata1"] })).toBe("");
    expect(wrong({ cloudInit: { storage: "local", slot: "scsi5" }, bootOrder: ["scsi5"] })).toBe("");
  });

  it.each<[string, Omit<VirtualMachineProps, "node">, string]>([
    ["memory of no whole MiB", { memory: "1.5 KiB" }, 'memory: "1.5 KiB" is no whole number of MiB'],
    ["memory that is none", { memory: "0 GiB" }, 'memory: "0 GiB" is not a size'],
    [
      "a disk of a size that is none",
      { disks: { scsi0: { storage: "l", size: "-1 GiB" } } },
      'disks.scsi0.size: "-1 GiB"',
    ],
    [
      "a blank disk of no size",
      { disks: { scsi0: { storage: "l" } } },
      "disks.scsi0: a blank disk needs a size",
    ],
    ["a disk on no storage", { disks: { scsi0: { size: "1 GiB" } } }, "disks.scsi0: say the storage"],
    [
      "a disk that moves out of a slot that stays",
      { disks: { scsi0: { storage: "l", size: "1 GiB" }, scsi1: { movedFrom: "scsi0" } } },
      "disks.scsi1: scsi0 still has a disk",
    ],
  ])("is refused at synthesis with %s, beside all other problems", (_, props, message) => {
    const told = problems((it) => {
      new VirtualMachine(it, "vm", { node: "pve1", ...props });
      new VirtualMachine(it, "other", { node: "pve1", bootOrder: ["net7"] });
    });
    expect(told).toContain(`[web/vm] ${message}`);
    expect(told).toContain("[web/other] bootOrder names net7");
  });

  it("takes its media, its documents and its source from other constructs", () => {
    const stack = synthesized((it) => {
      const iso = new IsoImage(it, "iso", { ...place, url: "https://example.com/a.iso" });
      const data = new CloudInit(it, "data", { ...place, packages: ["nginx"] });
      const first = new VirtualMachine(it, "first", {
        node: "pve1",
        cdroms: { ide0: iso },
        cloudInit: { storage: "local", data, address: "dhcp" },
      });
      new VirtualMachine(it, "second", { node: "pve1", clone: { from: first, full: true } });
      new VirtualMachine(it, "third", {
        node: "pve1",
        clone: { from: VirtualMachine.fromVmid(900, "pve1") },
      });
    });
    expect(all(stack, "proxmox_vm")).toMatchObject([
      {
        cdroms: { ide0: { file: expect.stringMatching(/^\$\{proxmox_file\.iso_\w+\.id\}$/) as string } },
        cloud_init: {
          snippets: { user: expect.stringMatching(/^\$\{proxmox_file\.data_user_\w+\.id\}$/) as string },
          addresses: { net0: { ip: "dhcp" } },
        },
      },
      { clone: { vmid: expect.stringMatching(/^\$\{proxmox_vm\.first_\w+\.vmid\}$/) as string, full: true } },
      { clone: { vmid: 900 } },
    ]);
  });

  it("tells what is of no effect beside documents of one's own", () => {
    const told = problems((it) => {
      const data = new CloudInit(it, "data", { ...place, network: { eth0: { addresses: ["dhcp"] } } });
      new VirtualMachine(it, "vm", {
        node: "pve1",
        cloudInit: { storage: "local", data, user: "debian", address: "dhcp" },
      });
    });
    expect(told).toContain("cloudInit.user is of no effect beside data");
    expect(told).toContain("cloudInit.address is of no effect beside data");
  });
});

/** Never run: the compiler is the test. */
export function wrongWords(stack: ProxmoxStack): void {
  const iso = new IsoImage(stack, "iso", place);
  // @ts-expect-error a disk is made from a disk image, not from a medium
  new VirtualMachine(stack, "a", { node: "pve1", disks: { scsi0: { storage: "local", from: iso } } });
  // @ts-expect-error a password is a secret, which no code tells
  new VirtualMachine(stack, "b", { node: "pve1", cloudInit: { storage: "local", password: "geheim" } });
  // @ts-expect-error there is no device disk0
  new VirtualMachine(stack, "c", { node: "pve1", bootOrder: ["disk0"] });
  // @ts-expect-error there is no slot ide4
  new VirtualMachine(stack, "d", { node: "pve1", cdroms: { ide4: "none" } });
  // @ts-expect-error there is no net32
  new VirtualMachine(stack, "e", { node: "pve1", network: { net32: { bridge: "vmbr0" } } });
  // @ts-expect-error a size is text with a unit
  new VirtualMachine(stack, "f", { node: "pve1", disks: { scsi0: { storage: "local", size: 20 } } });
  // @ts-expect-error firmware is a BIOS or UEFI with a storage
  new VirtualMachine(stack, "g", { node: "pve1", firmware: "ovmf" });
  // @ts-expect-error a checksum names its algorithm
  new IsoImage(stack, "h", { ...place, url: "https://a/b.iso", checksum: "0123" });
}
