import type { PathOf, Verb } from "./typed-calls.js";

/** A call by verb and path template. */
export type CallName = { readonly [V in Exclude<Verb, "GET">]: `${V} ${PathOf<V>}` }[Exclude<Verb, "GET">];

/** The tasks that a call may start: their types, and what they are about in terms of the call's parameters. */
export interface TaskOfCall {
  readonly types: readonly string[];
  readonly id: string;
  /** Whether it makes a guest: then a task like ours may as well be somebody else's, who was faster. */
  readonly makes: boolean;
}

const of = (types: string, id: string): TaskOfCall => ({ types: types.split(" "), id, makes: false });
const making = (types: string): TaskOfCall => ({ types: types.split(" "), id: "{vmid}", makes: true });

/** Which tasks a call starts, as they are named in recordings; what HA is responsible for has tasks of its own. */
export const tasksOfCalls: Partial<Readonly<Record<CallName, TaskOfCall>>> = {
  "POST /nodes/{node}/qemu": making("qmcreate qmrestore"),
  "DELETE /nodes/{node}/qemu/{vmid}": of("qmdestroy", "{vmid}"),
  "POST /nodes/{node}/qemu/{vmid}/clone": making("qmclone"),
  "POST /nodes/{node}/qemu/{vmid}/config": of("qmconfig", "{vmid}"),
  "POST /nodes/{node}/qemu/{vmid}/migrate": of("qmigrate hamigrate", "{vmid}"),
  "POST /nodes/{node}/qemu/{vmid}/move_disk": of("qmmove", "{vmid}"),
  "PUT /nodes/{node}/qemu/{vmid}/resize": of("resize", "{vmid}"),
  "POST /nodes/{node}/qemu/{vmid}/snapshot": of("qmsnapshot", "{vmid}"),
  "DELETE /nodes/{node}/qemu/{vmid}/snapshot/{snapname}": of("qmdelsnapshot", "{vmid}"),
  "POST /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback": of("qmrollback", "{vmid}"),
  "POST /nodes/{node}/qemu/{vmid}/status/reboot": of("qmreboot", "{vmid}"),
  "POST /nodes/{node}/qemu/{vmid}/status/reset": of("qmreset", "{vmid}"),
  "POST /nodes/{node}/qemu/{vmid}/status/resume": of("qmresume", "{vmid}"),
  "POST /nodes/{node}/qemu/{vmid}/status/shutdown": of("qmshutdown hashutdown", "{vmid}"),
  "POST /nodes/{node}/qemu/{vmid}/status/start": of("qmstart hastart", "{vmid}"),
  "POST /nodes/{node}/qemu/{vmid}/status/stop": of("qmstop hastop", "{vmid}"),
  "POST /nodes/{node}/qemu/{vmid}/status/suspend": of("qmpause qmsuspend", "{vmid}"),
  "POST /nodes/{node}/qemu/{vmid}/template": of("qmtemplate", "{vmid}"),
  "POST /nodes/{node}/lxc": making("vzcreate vzrestore"),
  "DELETE /nodes/{node}/lxc/{vmid}": of("vzdestroy", "{vmid}"),
  "POST /nodes/{node}/lxc/{vmid}/clone": making("vzclone"),
  "POST /nodes/{node}/lxc/{vmid}/migrate": of("vzmigrate hamigrate", "{vmid}"),
  "POST /nodes/{node}/lxc/{vmid}/move_volume": of("move_volume", "{vmid}"),
  "PUT /nodes/{node}/lxc/{vmid}/resize": of("resize", "{vmid}"),
  "POST /nodes/{node}/lxc/{vmid}/snapshot": of("vzsnapshot", "{vmid}"),
  "DELETE /nodes/{node}/lxc/{vmid}/snapshot/{snapname}": of("vzdelsnapshot", "{vmid}"),
  "POST /nodes/{node}/lxc/{vmid}/snapshot/{snapname}/rollback": of("vzrollback", "{vmid}"),
  "POST /nodes/{node}/lxc/{vmid}/status/reboot": of("vzreboot", "{vmid}"),
  "POST /nodes/{node}/lxc/{vmid}/status/resume": of("vzresume", "{vmid}"),
  "POST /nodes/{node}/lxc/{vmid}/status/shutdown": of("vzshutdown hashutdown", "{vmid}"),
  "POST /nodes/{node}/lxc/{vmid}/status/start": of("vzstart hastart", "{vmid}"),
  "POST /nodes/{node}/lxc/{vmid}/status/stop": of("vzstop hastop", "{vmid}"),
  "POST /nodes/{node}/lxc/{vmid}/status/suspend": of("vzsuspend", "{vmid}"),
  "POST /nodes/{node}/storage/{storage}/upload": of("imgcopy", ""),
  "POST /nodes/{node}/storage/{storage}/download-url": of("download", "{filename}"),
  "POST /nodes/{node}/storage/{storage}/oci-registry-pull": of("ociregistrypull", "{filename}.tar"),
  "POST /nodes/{node}/vzdump": of("vzdump", "{vmid}"),
  "PUT /nodes/{node}/network": of("srvreload", "networking"),
  "PUT /cluster/sdn": of("reloadnetworkall", ""),
};
