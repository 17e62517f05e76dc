import { join, resolve } from "node:path";

import { App, LocalBackend } from "cdktf";
import { ProxmoxStack, VirtualMachine } from "pve-cdk";

const app = new App();
const stack = new ProxmoxStack(app, "web"); // endpoint and credentials come from PROXMOX_VE_*

// A runner's checkout is thrown away, the state must not be.
new LocalBackend(stack, { path: join(resolve(process.env["STATE_FOLDER"] ?? "."), "web.tfstate") });

new VirtualMachine(stack, "web-1", {
  node: "pve1",
  cores: 2,
  memory: "2 GiB",
  network: { net0: { bridge: "vmbr0" } },
});

app.synth();
