import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../contract/executor.js";
import { terraformFolder, type TerraformFolder } from "./terraform.js";

const entry = (name: string, more = "") => `
  cidr {
    name = "${name}"
    ${more}
  }`;

/** HCL with the names that users of the other provider know. */
const network = ({
  addresses = [entry("10.1.0.0/16"), entry("10.2.0.7")],
  aware = true,
  office = "10.0.0.0/8",
  plugged = 0,
}) => `
terraform {
  required_providers {
    proxmox = { source = "pve-cdk/proxmox" }
  }
}

provider "proxmox" {}

resource "proxmox_virtual_environment_network_linux_bridge" "inside" {
  count      = 2
  node_name  = "pve1"
  name       = "vmbr\${count.index + 1}"
  address    = "10.\${count.index + 1}.0.1/24"
  comment    = "inside"
  vlan_aware = ${aware}
  ports      = count.index == ${plugged} ? ["eth1"] : []
}

resource "proxmox_vm" "web" {
  node            = "pve1"
  name            = "web"
  allow_data_loss = true
  network         = { net0 = { bridge = proxmox_virtual_environment_network_linux_bridge.inside[0].name } }
}

resource "proxmox_virtual_environment_firewall_options" "web" {
  node_name    = "pve1"
  vm_id        = proxmox_vm.web.vmid
  enabled      = true
  input_policy = "REJECT"
}

resource "proxmox_virtual_environment_firewall_alias" "office" {
  node_name = "pve1"
  vm_id     = proxmox_vm.web.vmid
  name      = "office"
  cidr      = "${office}"
}

resource "proxmox_virtual_environment_firewall_ipset" "known" {
  name = "known"
${addresses.join("")}
}

resource "proxmox_virtual_environment_firewall_rules" "web" {
  node_name = "pve1"
  vm_id     = proxmox_vm.web.vmid
  rule {
    type   = "in"
    action = "ACCEPT"
    source = "+\${proxmox_virtual_environment_firewall_ipset.known.name}"
    dest   = proxmox_virtual_environment_firewall_alias.office.name
  }
}
`;

describe("bridges and the firewall beside its rules, in the real terraform", () => {
  let pve: Simulation;
  let terraform: TerraformFolder;

  beforeAll(async () => {
    pve = await simulate();
    await pve.post("/nodes/pve1/network", { iface: "eth1", type: "eth" });
    await pve.ended(await pve.put("/nodes/pve1/network"));
    terraform = await terraformFolder(environmentOf(pve));
  });
  afterAll(async () => {
    await terraform.remove();
    await pve.close();
  });

  const members = async () =>
    ((await pve.get("/cluster/firewall/ipset/known")) as readonly { readonly cidr: string }[])
      .map(({ cidr }) => cidr)
      .sort();

  it("are made, for a guest whose number is not known yet, and then there is nothing to do", async () => {
    await terraform.write("main.tf", network({}));
    await terraform.succeed("init", "-no-color");
    expect(await terraform.succeed("apply", "-auto-approve", "-no-color")).toContain("7 added");
    await terraform.expectNoChanges();
    expect(await members()).toEqual(["10.1.0.0/16", "10.2.0.7"]);
    expect(await pve.get("/nodes/pve1/network/vmbr2")).toMatchObject({ cidr: "10.2.0.1/24", active: 1 });
    expect(await pve.get("/nodes/pve1/qemu/100/firewall/options")).toMatchObject({ policy_in: "REJECT" });
  });

  it("are the same in another order and spelling", async () => {
    await terraform.write("main.tf", network({ addresses: [entry("10.2.0.7/32"), entry("10.1.2.3/16")] }));
    await terraform.expectNoChanges();
  });

  it("are given a port that the other one has, whichever is the first to be changed", async () => {
    for (const plugged of [1, 0]) {
      await terraform.write("main.tf", network({ plugged }));
      expect(await terraform.succeed("apply", "-auto-approve", "-no-color")).toContain("2 changed");
    }
    await terraform.expectNoChanges();
  });

  it("change in place", async () => {
    const addresses = [entry("10.1.0.0/16", "nomatch = true"), entry("fd00::/8", `comment = "more"`)];
    await terraform.write("main.tf", network({ addresses, aware: false, office: "10.9.0.0/16" }));
    expect(await terraform.succeed("apply", "-auto-approve", "-no-color")).toContain(
      "0 added, 4 changed, 0 destroyed",
    );
    await terraform.expectNoChanges();
    expect(await members()).toEqual(["10.1.0.0/16", "fd00::/8"]);
    expect(await pve.get("/nodes/pve1/network/vmbr1")).not.toHaveProperty("bridge_vlan_aware");
  });

  it("are imported by the ids that users know", async () => {
    await terraform.succeed("state", "rm", "proxmox_virtual_environment_firewall_ipset.known");
    const bridge = "proxmox_virtual_environment_network_linux_bridge.inside[1]";
    await terraform.succeed("state", "rm", bridge);
    await terraform.succeed(
      "import",
      "-no-color",
      "proxmox_virtual_environment_firewall_ipset.known",
      "cluster/known",
    );
    await terraform.succeed("import", "-no-color", bridge, "pve1:vmbr2");
    await terraform.succeed("apply", "-auto-approve", "-no-color");
    await terraform.expectNoChanges();
  });

  it("are destroyed, and the node keeps the bridge that it is reached by", async () => {
    expect(await terraform.succeed("destroy", "-auto-approve", "-no-color")).toContain("7 destroyed");
    expect([...(pve.world.nodes.get("pve1")?.interfaces.keys() ?? [])].sort()).toEqual([
      "eth0",
      "eth1",
      "vmbr0",
    ]);
    expect(await pve.get("/cluster/firewall/ipset")).toEqual([]);
  });
});
