import type { Construct } from "constructs";

import { ProxmoxVm } from "../generated/vm.js";
import { bootProblems } from "./boot-device.js";
import { diskProblems } from "./disks.js";
import { Guest } from "./guest.js";
import { guestCloudInitProblems } from "./guest-cloud-init.js";
import type { IVirtualMachine } from "./guest-references.js";
import { memoryProblems } from "./size.js";
import { virtualMachineConfig } from "./virtual-machine-config.js";
import type { VirtualMachineProps } from "./virtual-machine-props.js";

/** A virtual machine. */
export class VirtualMachine extends Guest<ProxmoxVm> implements IVirtualMachine {
  readonly guestType = "qemu";
  readonly guest: ProxmoxVm;

  constructor(scope: Construct, id: string, props: VirtualMachineProps) {
    super(scope, id);
    const config = virtualMachineConfig(this, props);
    this.node.addValidation({ validate: () => [...bootProblems(config), ...problemsOf(props)] });
    this.guest = new ProxmoxVm(this, "Resource", config);
    this.node.defaultChild = this.guest;
  }

  /** A guest that this code doesn't make: to copy it, or to name it in rules and grants. */
  static fromVmid(vmid: number, nodeName: string): IVirtualMachine {
    return { guestType: "qemu", vmid, nodeName };
  }
}

function problemsOf({ disks = {}, memory, memoryAtLeast, cloudInit, clone }: VirtualMachineProps): string[] {
  return [
    ...memoryProblems("memory", memory),
    ...(memoryAtLeast === "off" ? [] : memoryProblems("memoryAtLeast", memoryAtLeast)),
    ...diskProblems(disks, clone !== undefined),
    ...guestCloudInitProblems(cloudInit),
  ];
}
