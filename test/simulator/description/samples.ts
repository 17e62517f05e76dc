import {
  specification,
  type Parameter,
  type PropertyFormat,
} from "../../../providers/proxmox/api/specification/specification.js";

/** Texts that PVE takes for a named format, the plainest first. */
const ofFormats: Readonly<Record<string, readonly string[]>> = {
  "pve-qm-boot": ["order=scsi0", "order=net0"],
  "pve-vm-cpu-conf": ["cputype=host", "x86-64-v2-AES"],
  "pve-qm-ipconfig": ["ip=dhcp", "ip=192.0.2.9/24,gw=192.0.2.1"],
  "pve-node": ["pve1"],
  "pve-vmid": ["100", "101"],
  "pve-configid": ["name1", "name-2"],
  "pve-storage-id": ["local"],
  "pve-storage-content": ["iso", "images"],
  "pve-fw-addr-spec": ["192.0.2.1", "192.0.2.0/24", "2001:db8::1"],
  "pve-iface": ["vmbr0", "eth7"],
  "pve-userid": ["root@pam", "ann@pve"],
  "pve-tokenid": ["root@pam!ci"],
  "pve-sdn-zone-id": ["zone1"],
  "pve-sdn-vnet-id": ["vnet1"],
  "pve-sdn-controller-id": ["con-1"],
  "pve-sdn-dns-id": ["dns1"],
  "pve-sdn-ipam-id": ["pve"],
  "pve-sdn-fabric-id": ["fab1"],
  "pve-acme-domain": ["host.example.org"],
  "pve-acme-alias": ["_acme.example.org"],
  "pve-storage-path-in-property-string": ["/mnt/one"],
  "pve-ha-group-node": ["pve1", "pve1:2"],
  "pve-fw-dport-spec": ["22", "80:443"],
  "pve-fw-sport-spec": ["1024:65535", "22"],
  "pve-fw-icmp-type-spec": ["echo-request"],
  "pve-fw-protocol-spec": ["tcp", "udp"],
  "pve-fw-conntrack-helper": ["ftp"],
  IPorCIDRorAlias: ["192.0.2.1", "192.0.2.0/24"],
  IPorCIDR: ["192.0.2.1", "192.0.2.0/24"],
  ip: ["192.0.2.1", "2001:db8::1"],
  ipv4: ["192.0.2.1"],
  ipv6: ["2001:db8::1"],
  ipv4mask: ["255.255.255.0"],
  CIDR: ["192.0.2.0/24"],
  CIDRv4: ["192.0.2.1/24"],
  CIDRv6: ["2001:db8::1/64"],
  FullRangeCIDR: ["192.0.2.0/24", "0.0.0.0/0"],
  "dns-name": ["example.org", "host"],
  address: ["192.0.2.1", "host.example.org"],
  "pve-poolid": ["pool1"],
  "pve-realm": ["pve", "pam"],
  "pve-groupid": ["group1"],
  "pve-roleid": ["PVEAuditor"],
  "pve-priv": ["VM.Audit", "Sys.Audit"],
  "pve-replication-job-id": ["100-0"],
  "pve-sdn-prefix-list-id": ["list1"],
  "pve-sdn-route-map-id": ["map1"],
  "pve-sdn-subnet-id": ["10.9.0.0/24"],
  "pve-sdn-isis-net": ["49.0001.1921.6800.1002.00"],
  "pve-sdn-bgp-rt": ["65000:100"],
  "pve-storage-path": ["/mnt/one", "/mnt/two"],
  "pve-storage-server": ["192.0.2.1", "host.example.org"],
  "pve-storage-portal-dns": ["192.0.2.1", "192.0.2.1:3260"],
  "pve-storage-options": ["vers=4.2"],
  "pve-storage-vgname": ["pve"],
  "pve-storage-zfs-blocksize": ["8k", "64k"],
  "pve-dir-override": ["iso=one/two"],
  "pve-calendar-event": ["daily", "mon..fri 2:30"],
  "pve-ha-resource-or-vm-id": ["vm:100"],
  "pve-ha-resource-id": ["vm:100"],
  "pve-ha-node": ["pve1", "pve1:2"],
  "pve-volume-id": ["local:100/vm-100-disk-0.raw"],
  "pve-volume-id-or-qm-path": ["none"],
  "pve-volume-id-or-absolute-path": ["local:100/vm-100-disk-0.raw"],
  "mac-addr": ["BC:24:11:00:00:01"],
  "mac-prefix": ["BC:24:11"],
  "pve-startup-order": ["order=1", "order=2,up=30,down=60"],
  "pve-tag": ["one", "two"],
  "storage-pair": ["local:local"],
  "bridge-pair": ["vmbr0:vmbr0"],
  "ldap-simple-attr": ["uid"],
  email: ["ann@example.org"],
  "email-or-username": ["ann@example.org", "root@pam"],
  "pve-cpuset": ["0-1", "0"],
  "pve-qm-bootdisk": ["scsi0"],
  "pve-qm-bootdev": ["scsi0", "net0"],
  "pve-hotplug-features": ["network,disk", "1"],
  urlencoded: ["ssh-rsa%20AAAA"],
  "pve-day-of-week": ["mon", "tue"],
  "graphite-path": ["proxmox.one"],
  "pve-phys-bits": ["host", "40"],
  "string-list": ["one,two"],
  "lxc-ip-with-ll-iface": ["192.0.2.53"],
  "pve-ct-timezone": ["Europe/Vienna", "UTC"],
  "pve-bridge-id": ["vmbr0"],
  "pve-vlan-id-or-range": ["10", "20-30"],
  "pve-lxc-mp-string": ["/mnt/one"],
  "pve-lxc-dev-string": ["/dev/null"],
  "pem-string": ["-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"],
  "pem-certificate-chain": ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"],
  "pve-command-batch": ['[{"method":"GET","path":"/version"}]'],
  "pve-task-status-type": ["ok", "error"],
  "disk-size": ["1G", "512M"],
  "pve-ipv4-config": ["dhcp"],
  "pve-ipv6-config": ["auto"],
};

/** Texts, one of which every pattern of the description takes. */
const ofPatterns = [
  ...["name1", "1", "1.5", "10M", "100", "local:iso/a.iso", "a.iso", "10", "/mnt/one", "a=1", "one", "A1"],
  ...["00:11:22:33:44:55", "01234567", "0123456789abcdef0123456789abcdef01234567", "0:1", "0000:00:02.0"],
  ...[
    "1.2.3.4",
    "pc",
    "x86_64",
    "http://example.org/",
    "https://example.org/x",
    "1970-01-01",
    "vzdump",
    "+1G",
  ],
  ...["UPID:pve1:00000001:00000001:00000001:x::root@pam:", "deadbeef:beef", "0x1234", "v3.1", "key=value"],
  ...["01:23:45:67:89:ab:cd:ef:01:23:45:67:89:ab:cd:ef:01:23:45:67:89:ab:cd:ef:01:23:45:67:89:ab:cd:ef"],
  ...["00000000-0000-4000-8000-000000000001", "PVE:x", "pve2c-0123456789", "vmbr0", "x.tar.gz", "1-2", "sda"],
  ...[
    "BC:24:11:00:00:01",
    "2001:db8::/32",
    "/dev/sdb",
    "a_b",
    "tank/x",
    "16",
    "0",
    "a".repeat(40),
    "a".repeat(8),
  ],
  ...[
    "/var/tmp/pveupload-0",
    "acl",
    "none",
    "8086:1533",
    "root@pam",
    "ceph",
    "mon.a",
    "/dev/parport0",
    "/dev/usb/lp0",
    "net0=1500",
    "library/alpine",
  ],
];

/** Values that a parameter may have by what the description says of it; the first is the plainest. */
export function samplesOf(parameter: Parameter): readonly (string | number)[] {
  const { type, enum: words, format, pattern, minimum, maximum, minLength = 0 } = parameter;
  if (words !== undefined) return words;
  if (type === "boolean") return [1, 0];
  if (type === "integer" || type === "number") {
    const least = Number(minimum ?? 0);
    const most = Number(maximum ?? least + 100);
    return [...new Set([Math.min(least + 1, most), least, Math.min(most, 2 ** 31)])];
  }
  if (type === "array") return samplesOf(parameter.items ?? {});
  if (typeof format === "object") return [propertyString(format)];
  if (format !== undefined) {
    const known = ofFormats[format] ?? ofFormats[format.replace(/-(?:a?list|opt)$/, "")];
    if (known !== undefined) return known;
    const named = specification().formats[format];
    if (named !== undefined) return [propertyString(named)];
  }
  const fits = ({ length }: string) =>
    length >= Number(minLength) && length <= Number(parameter.maxLength ?? Number.MAX_SAFE_INTEGER);
  if (pattern !== undefined) return ofPatterns.filter((text) => fits(text) && inPattern(pattern, text));
  return ["sample1", "other", "x".repeat(Number(minLength)), "y"].filter(fits);
}

/** With everything that it must have. */
function propertyString(format: PropertyFormat): string {
  const needed = Object.entries(format).filter(
    ([, { optional, alias }]) => Number(optional ?? 0) === 0 && alias === undefined,
  );
  const shown =
    needed.length > 0
      ? needed
      : Object.entries(format)
          .filter(([, { alias, type }]) => alias === undefined && type !== undefined)
          .slice(0, 1);
  return shown.map(([key, property]) => `${key}=${samplesOf(property)[0] ?? ""}`).join(",");
}

/** Perl's expression as this language writes it, without what takes the same text in endlessly many ways. */
function inPattern(pattern: string, text: string): boolean {
  const plain = pattern
    .replaceAll(/\(\?\^?[a-z]*:/g, "(?:")
    .replaceAll("\\A", "^")
    .replaceAll(/\\[zZ]/g, "$")
    .replaceAll("{,", "{0,")
    .replaceAll("|[-]*)", "|-+)");
  return new RegExp(`^(?:${plain})$`, /\(\?\^?i:/.test(pattern) ? "i" : "").test(text);
}
