import type { Construct } from "constructs";

import type { ProxmoxVmConfig } from "../generated/vm.js";
import { diskConfigs } from "./disks.js";
import { firmwareConfig, tpmConfig } from "./firmware.js";
import { guestCloudInitConfig } from "./guest-cloud-init.js";
import { cloneConfig, guestConfig } from "./guest-config.js";
import { mebibytes } from "./size.js";
import type { VirtualMachineProps } from "./virtual-machine-props.js";

/** A virtual machine in the attributes of its resource. */
export function virtualMachineConfig(scope: Construct, props: VirtualMachineProps): ProxmoxVmConfig {
  const { name = scope.node.id, cpu, memory, memoryAtLeast, firmware, tpm, machine, ...others } = props;
  const { disks, cdroms, cloudInit, clone, agent, more, ...same } = others;
  return {
    ...guestConfig(scope, same),
    name,
    cpu: typeof cpu === "string" ? { type: cpu } : cpu,
    memory: memory === undefined ? undefined : mebibytes(memory),
    balloon: memoryAtLeast === "off" ? 0 : memoryAtLeast === undefined ? undefined : mebibytes(memoryAtLeast),
    ...firmwareConfig(firmware),
    tpmState: tpmConfig(tpm),
    machine: machine === undefined ? undefined : { type: machine },
    disks: disks === undefined ? undefined : diskConfigs(disks),
    cdroms: cdroms === undefined ? undefined : cdromConfigs(cdroms),
    cloudInit: cloudInit === undefined ? undefined : guestCloudInitConfig(cloudInit),
    clone: cloneConfig(clone),
    agent: typeof agent === "boolean" ? { enabled: agent } : agent,
    ...more,
  };
}

function cdromConfigs(cdroms: NonNullable<VirtualMachineProps["cdroms"]>): ProxmoxVmConfig["cdroms"] {
  return Object.fromEntries(
    Object.entries(cdroms).map(([slot, medium]) => [
      slot,
      { file: typeof medium === "string" ? medium : medium.volumeId },
    ]),
  );
}
