import type { App } from "cdktf";
import { ProxmoxStack, VirtualMachine } from "pve-cdk";

/** A stack with a template, and one for each environment with machines made of it. */
export function build(app: App): void {
  const base = new ProxmoxStack(app, "base");
  const template = new VirtualMachine(base, "template", {
    node: "pve1",
    memory: "1 GiB",
    disks: { scsi0: { storage: "local", size: "8 GiB" } },
    network: { net0: { bridge: "vmbr0" } },
    template: true,
    allowDataLoss: true,
  });

  // The reference orders the stacks: "base" is applied first, and destroyed last.
  for (const [name, count] of [
    ["test", 1],
    ["production", 2],
  ] as const) {
    const stack = new ProxmoxStack(app, name);
    for (let number = 1; number <= count; number++)
      new VirtualMachine(stack, `web-${number}`, {
        node: "pve1",
        name: `${name}-web-${number}`,
        clone: { from: template, full: true },
        tags: [name],
        allowDataLoss: true,
      });
  }
}
