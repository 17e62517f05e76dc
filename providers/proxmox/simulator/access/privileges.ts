import { specification, type Release } from "../../api/specification/specification.js";

const vm = [
  "VM.Allocate",
  "VM.Audit",
  "VM.Backup",
  "VM.Clone",
  "VM.Config.CDROM",
  "VM.Config.CPU",
  "VM.Config.Cloudinit",
  "VM.Config.Disk",
  "VM.Config.HWType",
  "VM.Config.Memory",
  "VM.Config.Network",
  "VM.Config.Options",
  "VM.Console",
  "VM.GuestAgent.Audit",
  "VM.GuestAgent.FileRead",
  "VM.GuestAgent.FileSystemMgmt",
  "VM.GuestAgent.FileWrite",
  "VM.GuestAgent.Unrestricted",
  "VM.Migrate",
  "VM.Monitor",
  "VM.PowerMgmt",
  "VM.Replicate",
  "VM.Snapshot",
  "VM.Snapshot.Rollback",
];
const datastore = [
  "Datastore.Allocate",
  "Datastore.AllocateSpace",
  "Datastore.AllocateTemplate",
  "Datastore.Audit",
];
const sdn = ["SDN.Allocate", "SDN.Audit", "SDN.Use"];
const mapping = ["Mapping.Audit", "Mapping.Modify", "Mapping.Use"];
const system = [
  "Sys.AccessNetwork",
  "Sys.Audit",
  "Sys.Console",
  "Sys.Incoming",
  "Sys.Modify",
  "Sys.PowerMgmt",
  "Sys.Syslog",
];
const pool = ["Pool.Allocate", "Pool.Audit"];
const access = [
  "Group.Allocate",
  "Permissions.Modify",
  "Realm.Allocate",
  "Realm.AllocateUser",
  "User.Modify",
];

const all = [...vm, ...datastore, ...sdn, ...mapping, ...system, ...pool, ...access].sort();

const vmUser = [
  "VM.Audit",
  "VM.Backup",
  "VM.Config.CDROM",
  "VM.Config.Cloudinit",
  "VM.Console",
  "VM.GuestAgent.Audit",
  "VM.GuestAgent.FileRead",
  "VM.GuestAgent.FileSystemMgmt",
  "VM.GuestAgent.FileWrite",
  "VM.PowerMgmt",
];

/** The roles that are always there and can't be changed, with what any release knows. */
const roles: Readonly<Record<string, readonly string[]>> = {
  Administrator: all,
  NoAccess: [],
  PVEAdmin: all.filter(
    (privilege) =>
      ![
        "Sys.Modify",
        "Sys.PowerMgmt",
        "Sys.AccessNetwork",
        "Sys.Incoming",
        "Realm.Allocate",
        "Permissions.Modify",
        "Mapping.Modify",
      ].includes(privilege),
  ),
  PVEAuditor: [
    "Datastore.Audit",
    "Mapping.Audit",
    "Pool.Audit",
    "SDN.Audit",
    "Sys.Audit",
    "VM.Audit",
    "VM.GuestAgent.Audit",
  ],
  PVEDatastoreAdmin: datastore,
  PVEDatastoreUser: ["Datastore.AllocateSpace", "Datastore.Audit"],
  PVEMappingAdmin: mapping,
  PVEMappingUser: ["Mapping.Audit", "Mapping.Use"],
  PVEPoolAdmin: pool,
  PVEPoolUser: ["Pool.Audit"],
  PVESDNAdmin: sdn,
  PVESDNUser: ["SDN.Audit", "SDN.Use"],
  PVESysAdmin: ["Sys.Audit", "Sys.Console", "Sys.Syslog"],
  PVETemplateUser: ["VM.Audit", "VM.Clone"],
  PVEUserAdmin: ["Group.Allocate", "Realm.AllocateUser", "User.Modify"],
  PVEVMAdmin: vm,
  PVEVMUser: vmUser,
};

/** Every privilege that a release knows: what its description says that a role may hold. */
export function privilegesIn(release: Release): ReadonlySet<string> {
  const role = specification(release).methods.find(
    ({ method, path }) => method === "GET" && path === "/access/roles/{roleid}",
  );
  return new Set(Object.keys(role?.returns.properties ?? {}));
}

/** The roles that are always there and can't be changed, each with its privileges. */
export function builtInRoles(release: Release): ReadonlyMap<string, ReadonlySet<string>> {
  const known = privilegesIn(release);
  return new Map(
    Object.entries(roles).map(([role, privileges]) => [
      role,
      new Set(privileges.filter((privilege) => known.has(privilege))),
    ]),
  );
}
