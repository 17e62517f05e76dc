import { App } from "cdktf";
import { CloudImage, FirewallRules, ProxmoxStack, VirtualMachine } from "pve-cdk";

const app = new App();
const stack = new ProxmoxStack(app, "web"); // endpoint and credentials come from PROXMOX_VE_*

const image = new CloudImage(stack, "image", {
  node: "pve1",
  storage: "local",
  url:
    process.env["QUICKSTART_IMAGE_URL"] ??
    "https://cloud.debian.org/images/cloud/trixie/latest/debian-13-genericcloud-amd64.qcow2",
});

const web = new VirtualMachine(stack, "web-1", {
  node: "pve1", // where to create it; where it runs later is observed
  cores: 2,
  memory: "2 GiB",
  disks: { scsi0: { storage: "local", size: "20 GiB", from: image } },
  network: { net0: { bridge: "vmbr0", firewall: true } },
  cloudInit: { storage: "local", user: "debian", address: "dhcp" },
  running: true,
  allowDataLoss: true, // a machine to play with
});

new FirewallRules(stack, "firewall", {
  on: web,
  rules: [
    { type: "in", action: "ACCEPT", macro: "SSH", comment: "administration" },
    { type: "in", action: "ACCEPT", macro: "Web" },
  ],
});

web.grant({ user: "root@pam" }, "PVEVMUser");

app.synth();
