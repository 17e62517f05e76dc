type Values = Readonly<Record<string, unknown>>;

const rule = { type: "in", action: "ACCEPT" };
const notification = "/cluster/notifications";

/** One object of every kind, in the order in which they can be made: where, and with what. */
export const standing: readonly (readonly [path: string, parameters: Values, verb?: "PUT"])[] = [
  ["/access/groups", { groupid: "group1" }],
  ["/access/roles", { roleid: "role1", privs: "VM.Audit" }],
  ["/access/users", { userid: "ann@pve" }],
  ["/access/users/ann@pve/token/ci", {}],
  ["/access/tfa/ann@pve", { type: "recovery" }],
  [
    "/access/domains",
    { realm: "ldap1", type: "ldap", server1: "192.0.2.1", base_dn: "dc=a", user_attr: "uid" },
  ],
  ["/pools", { poolid: "pool1" }],
  ["/storage", { storage: "dir1", type: "dir", path: "/mnt/one", content: "images,backup,rootdir" }],
  ["/storage", { storage: "nfs1", type: "nfs", server: "192.0.2.1", export: "/x" }],
  ["/nodes/pve1/qemu", { vmid: 100, scsi0: "local:1,format=qcow2" }],
  ["/nodes/pve1/qemu/100/snapshot", { snapname: "snap1" }],
  ["/cluster/replication", { id: "100-0", type: "local", target: "pve2" }],
  ["/nodes/pve1/lxc", { vmid: 200, ostemplate: "local:vztmpl/debian.tar.zst", rootfs: "dir1:1" }],
  ["/cluster/firewall/groups", { group: "group1" }],
  ["/cluster/firewall/groups/group1", rule],
  ...["/cluster", "/nodes/pve1", "/nodes/pve1/qemu/100", "/nodes/pve1/lxc/200"].map(
    (place) => [`${place}/firewall/rules`, rule] as const,
  ),
  ...["/cluster", "/nodes/pve1/qemu/100", "/nodes/pve1/lxc/200"].flatMap(
    (place) =>
      [
        [`${place}/firewall/aliases`, { name: "alias1", cidr: "192.0.2.1" }],
        [`${place}/firewall/ipset`, { name: "set1" }],
        [`${place}/firewall/ipset/set1`, { cidr: "192.0.2.9" }],
      ] as const,
  ),
  ["/cluster/ha/resources", { sid: "vm:100", state: "stopped" }],
  ["/cluster/ha/rules", { rule: "rule1", type: "node-affinity", resources: "vm:100", nodes: "pve1" }],
  ["/cluster/backup", { id: "job1", schedule: "daily", all: 1, storage: "local" }],
  ["/cluster/jobs/realm-sync/sync1", { realm: "ldap1", schedule: "daily", scope: "both" }],
  ["/cluster/mapping/dir", { id: "map1", map: "node=pve1,path=/mnt/one" }],
  ["/cluster/mapping/pci", { id: "map1", map: "node=pve1,path=0000:00:02.0,id=8086:1533" }],
  ["/cluster/mapping/usb", { id: "map1", map: "node=pve1,id=8086:1533" }],
  ["/cluster/metrics/server/graphite1", { type: "graphite", server: "192.0.2.1", port: 2003 }],
  ["/cluster/metrics/server/influx1", { type: "influxdb", server: "192.0.2.1", port: 8089 }],
  [`${notification}/endpoints/gotify`, { name: "gotify1", server: "http://192.0.2.1", token: "x" }],
  [`${notification}/endpoints/sendmail`, { name: "mail1", mailto: "a@example.org" }],
  [
    `${notification}/endpoints/smtp`,
    { name: "smtp1", "from-address": "a@example.org", server: "192.0.2.1", mailto: "a@example.org" },
  ],
  [`${notification}/endpoints/webhook`, { name: "hook1", method: "post", url: "http://192.0.2.1" }],
  [`${notification}/matchers`, { name: "matcher1" }],
  ["/cluster/qemu/custom-cpu-models", { cputype: "custom-model1", "reported-model": "kvm64" }],
  ["/cluster/acme/plugins", { id: "plugin1", type: "dns", api: "pdns", data: "QT0x" }],
  ["/cluster/sdn/zones", { zone: "zone1", type: "simple" }],
  ["/cluster/sdn/vnets", { vnet: "vnet1", zone: "zone1" }],
  ["/cluster/sdn/vnets/vnet1/subnets", { subnet: "10.9.0.0/24", type: "subnet" }],
  ["/cluster/sdn/controllers", { controller: "evpn1", type: "evpn", asn: 65000, peers: "192.0.2.1" }],
  // Rules are for networks that run.
  ["/cluster/sdn", {}, "PUT"],
  ["/cluster/sdn/vnets/vnet1/firewall/rules", { type: "forward", action: "ACCEPT" }],
  ["/cluster/sdn/route-maps/entries", { "route-map-id": "map1", order: 10, action: "permit" }],
  ["/cluster/sdn/fabrics/fabric", { id: "fab1", protocol: "openfabric", ip_prefix: "10.5.0.0/24" }],
  ["/cluster/sdn/fabrics/node/fab1", { node_id: "pve1", protocol: "openfabric", ip: "10.5.0.1" }],
  ["/cluster/sdn/prefix-lists", { id: "list1" }],
  ["/nodes/pve1/network", { iface: "vmbr9", type: "bridge" }],
];
