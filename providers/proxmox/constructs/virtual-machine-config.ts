import type { Construct } from "constructs";

import type { ProxmoxVmConfig } from "../generated/vm.js";
import { diskConfigs } from "./disks.js";
import { firmwareConfig, tpmConfig } from "./firmware.js";
import { guestCloudInitConfig } from "./guest-cloud-init.js";
import { poolIdOf } from "./guest-references.js";
import { metaOf } from "./resource-props.js";
import { mebibytes } from "./size.js";
import type { CloneProps, VirtualMachineProps } from "./virtual-machine-props.js";

/** A virtual machine in the attributes of its resource. */
export function virtualMachineConfig(scope: Construct, props: VirtualMachineProps): ProxmoxVmConfig {
  const {
    provider: _provider,
    dependsOn: _dependsOn,
    lifecycle: _lifecycle,
    name = scope.node.id,
    pool,
    cpu,
    memory,
    memoryAtLeast,
    firmware,
    tpm,
    machine,
    disks,
    cdroms,
    cloudInit,
    clone,
    agent,
    more,
    ...same
  } = props;
  return {
    ...metaOf(scope, props),
    ...same,
    name,
    pool: pool === undefined ? undefined : poolIdOf(pool),
    cpu: typeof cpu === "string" ? { type: cpu } : cpu,
    memory: memory === undefined ? undefined : mebibytes(memory),
    balloon: memoryAtLeast === "off" ? 0 : memoryAtLeast === undefined ? undefined : mebibytes(memoryAtLeast),
    ...firmwareConfig(firmware),
    tpmState: tpmConfig(tpm),
    machine: machine === undefined ? undefined : { type: machine },
    disks: disks === undefined ? undefined : diskConfigs(disks),
    cdroms: cdroms === undefined ? undefined : cdromConfigs(cdroms),
    cloudInit: cloudInit === undefined ? undefined : guestCloudInitConfig(cloudInit),
    clone: clone === undefined ? undefined : cloneConfig(clone),
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

function cloneConfig({ from, ...how }: CloneProps): ProxmoxVmConfig["clone"] {
  return { ...how, vmid: typeof from === "number" ? from : from.vmid };
}
