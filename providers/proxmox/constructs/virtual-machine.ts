import { Construct } from "constructs";

import { ProxmoxVm, type ProxmoxVmConfig } from "../generated/vm.js";
import type { ProxmoxAcl } from "../generated/acl.js";
import { cloudInitConfig, type CloudInitProps } from "./cloud-init.js";
import { diskConfigs, diskProblems, type DiskProps, type DiskSlot } from "./disks.js";
import { grantOn, type Principal } from "./grants.js";
import { mebibytes, type Size } from "./size.js";

type Interfaces = NonNullable<ProxmoxVmConfig["network"]>;

/** A guest that others refer to. */
export interface IVirtualMachine {
  readonly vmid: number;
}

export interface VirtualMachineProps {
  /** Where to create it. Where it runs later is observed, not wished for. */
  readonly node: string;
  /** The next free number if not said. A change replaces the guest. */
  readonly vmid?: number;
  /** The construct's id if not said. */
  readonly name?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  /** Cores. PVE gives one if not said. */
  readonly cores?: number;
  /** Memory, for example `"2 GiB"`. PVE gives 512 MiB if not said. */
  readonly memory?: Size;
  /** Disks by slot: `{ scsi0: { storage: "local-lvm", size: "20 GiB" } }`. */
  readonly disks?: { readonly [slot in DiskSlot]?: DiskProps };
  /** Interfaces by slot: `{ net0: { bridge: "vmbr0" } }`. */
  readonly network?: Interfaces;
  /** What a cloud image is told at its start. */
  readonly cloudInit?: CloudInitProps;
  /** Copies another guest or template instead of starting from blank disks. */
  readonly clone?: {
    readonly from: IVirtualMachine | number;
    readonly full?: boolean;
    readonly storage?: string;
  };
  /** Whether PVE talks to the agent in the guest. */
  readonly agent?: boolean;
  /** Devices in the order in which they are tried. */
  readonly bootOrder?: readonly string[];
  /** Whether it runs. Left as it is if not said. */
  readonly running?: boolean;
  /** Whether it may be restarted where a change needs it; yes if not said. */
  readonly rebootAfterUpdate?: boolean;
  /** Whether its disks may be destroyed with it. Refused if not said. */
  readonly allowDataLoss?: boolean;
  /** Any other attribute of the guest, as the L1 construct takes it. */
  readonly more?: Partial<ProxmoxVmConfig>;
}

/** A virtual machine. */
export class VirtualMachine extends Construct implements IVirtualMachine {
  readonly guest: ProxmoxVm;

  constructor(scope: Construct, id: string, props: VirtualMachineProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => problemsOf(props) });
    this.guest = new ProxmoxVm(this, "Resource", configOf(id, props));
    this.node.defaultChild = this.guest;
  }

  /** Its number, known after it was made. */
  get vmid(): number {
    return this.guest.vmid;
  }

  /** Grants a role on this guest: `web.grant("alice@pve", "PVEVMUser")`. */
  grant(to: Principal, role: string): ProxmoxAcl {
    return grantOn(this, { path: `/vms/${this.guest.id}`, role, to });
  }
}

function configOf(id: string, props: VirtualMachineProps): ProxmoxVmConfig {
  const { node, name = id, memory, disks, cloudInit, clone, agent, more, ...same } = props;
  return {
    ...same,
    node,
    name,
    ...(memory === undefined ? {} : { memory: mebibytes(memory) }),
    ...(disks === undefined ? {} : { disks: diskConfigs(disks) }),
    ...(cloudInit === undefined ? {} : { cloudInit: cloudInitConfig(cloudInit) }),
    ...(clone === undefined ? {} : { clone: cloneOf(clone) }),
    ...(agent === undefined ? {} : { agent: { enabled: agent } }),
    ...more,
  };
}

function cloneOf({
  from,
  ...how
}: NonNullable<VirtualMachineProps["clone"]>): NonNullable<ProxmoxVmConfig["clone"]> {
  return { ...how, vmid: typeof from === "number" ? from : from.vmid };
}

function problemsOf({ disks = {}, network = {}, bootOrder = [], clone }: VirtualMachineProps): string[] {
  const devices = new Set([...Object.keys(disks), ...Object.keys(network), "ide2"]);
  const missing = clone === undefined ? bootOrder.filter((device) => !devices.has(device)) : [];
  return [
    ...missing.map(
      (device) =>
        `bootOrder names ${device}, but there is no such device; there are ${[...devices].join(", ")}`,
    ),
    ...diskProblems(disks, clone !== undefined),
  ];
}
