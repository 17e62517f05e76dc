type Ways = {
  readonly Datastore: "Allocate" | "AllocateSpace" | "AllocateTemplate" | "Audit";
  readonly Group: "Allocate";
  readonly Mapping: "Audit" | "Modify" | "Use";
  readonly Permissions: "Modify";
  readonly Pool: "Allocate" | "Audit";
  readonly Realm: "Allocate" | "AllocateUser";
  readonly SDN: "Allocate" | "Audit" | "Use";
  readonly Sys: "AccessNetwork" | "Audit" | "Console" | "Incoming" | "Modify" | "PowerMgmt" | "Syslog";
  readonly User: "Modify";
  readonly VM:
    | "Allocate"
    | "Audit"
    | "Backup"
    | "Clone"
    | `Config.${"CDROM" | "CPU" | "Cloudinit" | "Disk" | "HWType" | "Memory" | "Network" | "Options"}`
    | "Console"
    | `GuestAgent.${"Audit" | "FileRead" | "FileSystemMgmt" | "FileWrite" | "Unrestricted"}`
    | "Migrate"
    | "Monitor"
    | "PowerMgmt"
    | "Replicate"
    | "Snapshot"
    | "Snapshot.Rollback";
};

/** What a role allows. `VM.Monitor` is one of Proxmox VE 8, `VM.GuestAgent...` and `VM.Replicate` are of 9. */
export type Privilege = { [kind in keyof Ways]: `${kind}.${Ways[kind]}` }[keyof Ways];
