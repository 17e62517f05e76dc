import { TerraformOutput, type App } from "cdktf";
import { ProxmoxStack, VirtualMachine } from "pve-cdk";

export interface WebProps {
  readonly cores: number;
}

/** The stack that `web.test.ts` tests. */
export function web(app: App, { cores }: WebProps): void {
  const stack = new ProxmoxStack(app, "web");
  const vm = new VirtualMachine(stack, "vm", {
    node: "pve1",
    cores,
    memory: "1 GiB",
    disks: { scsi0: { storage: "local", size: "8 GiB" } },
    network: { net0: { bridge: "vmbr0" } },
    bootOrder: ["scsi0"],
    running: true,
  });
  new TerraformOutput(stack, "number", { value: vm.vmid });
}
