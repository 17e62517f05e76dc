import { textOf, type Call } from "../call.js";
import type { Method } from "../../api/specification/specification.js";

/** The lock of the cluster that a method takes to write, and what precedes the reason when it does not get it. */
export interface ClusterLock {
  readonly lock: string;
  readonly prefix?: string | undefined;
}

type Verb = "POST" | "PUT" | "DELETE";

interface Writing {
  /** Below which path. */
  readonly path: RegExp;
  readonly lock: string | ((call: Call) => string);
  readonly says?: Partial<Record<Verb, string>>;
}

const verbs = (what: string, create = "create"): Record<Verb, string> => ({
  POST: `${create} ${what} failed`,
  PUT: `update ${what} failed`,
  DELETE: `delete ${what} failed`,
});
const sdn = (what: string) => verbs(`sdn ${what} object`);
const users = "file-user_cfg";
const staged = "file-sdn__running-config";
const ofGuest = (call: Call) => `firewall-vm-${textOf(call, "vmid")}`;

/** What PVE keeps in files that all nodes share, and so locks for all nodes; the first match counts. */
const writings: readonly Writing[] = [
  {
    path: /^\/access\/users\/\{userid\}\/token/,
    lock: users,
    says: {
      POST: "generating token failed",
      PUT: "updating token info failed",
      DELETE: "deleting token failed",
    },
  },
  { path: /^\/access\/users/, lock: users, says: verbs("user") },
  { path: /^\/access\/groups/, lock: users, says: verbs("group") },
  { path: /^\/access\/roles/, lock: users, says: verbs("role") },
  { path: /^\/access\/acl/, lock: users, says: { PUT: "ACL update failed" } },
  {
    path: /^\/access\/domains(?:\/\{realm\})?$/,
    lock: "file-domains_cfg",
    says: verbs("auth server", "add"),
  },
  { path: /^\/access\/password/, lock: "file-priv_shadow_cfg" },
  { path: /^\/access\/tfa/, lock: "file-priv_tfa_cfg" },
  {
    path: /^\/pools/,
    lock: users,
    says: { POST: "create pool failed", PUT: "update pools failed", DELETE: "delete pool failed" },
  },
  { path: /^\/storage/, lock: "file-storage_cfg", says: verbs("storage") },
  {
    path: /^\/cluster\/ha\/resources(?:\/\{sid\})?$/,
    lock: "domain-ha",
    says: {
      POST: "create resource failed",
      PUT: "update resources config failed",
      DELETE: "delete resource failed",
    },
  },
  {
    path: /^\/cluster\/ha\/rules/,
    lock: "domain-ha",
    says: {
      POST: "create ha rule failed",
      PUT: "update ha rules failed",
      DELETE: "delete ha rule failed",
    },
  },
  { path: /^\/cluster\/ha\//, lock: "domain-ha" },
  {
    path: /^\/cluster\/sdn\/vnets\/\{vnet\}\/firewall/,
    lock: (call) => `firewall-vnet-${textOf(call, "vnet")}`,
  },
  { path: /^\/cluster\/sdn\/vnets\/\{vnet\}\/subnets/, lock: staged, says: sdn("subnet") },
  { path: /^\/cluster\/sdn\/vnets(?:\/\{vnet\})?$/, lock: staged, says: sdn("vnet") },
  { path: /^\/cluster\/sdn\/zones/, lock: staged, says: sdn("zone") },
  { path: /^\/cluster\/sdn\/controllers/, lock: staged, says: sdn("controller") },
  { path: /^\/cluster\/sdn\/ipams/, lock: staged, says: sdn("ipam") },
  { path: /^\/cluster\/sdn\/dns/, lock: staged, says: sdn("dns") },
  { path: /^\/cluster\/sdn/, lock: staged },
  { path: /^\/cluster\/firewall/, lock: "firewall-cluster" },
  { path: /^\/cluster\/options/, lock: "file-datacenter_cfg" },
  { path: /^\/cluster\/(?:backup|jobs)/, lock: "file-jobs_cfg" },
  { path: /^\/cluster\/replication/, lock: "file-replication_cfg" },
  { path: /^\/cluster\/metrics/, lock: "file-status_cfg" },
  { path: /^\/cluster\/mapping\/dir/, lock: "file-mapping_directory_cfg" },
  { path: /^\/cluster\/mapping\/pci/, lock: "file-mapping_pci_cfg" },
  { path: /^\/cluster\/mapping\/usb/, lock: "file-mapping_usb_cfg" },
  { path: /^\/cluster\/notifications/, lock: "file-notifications_cfg" },
  { path: /^\/cluster\/acme\/plugins/, lock: "file-priv_acme_plugins_cfg" },
  { path: /^\/cluster\/qemu\/custom-cpu-models/, lock: "file-virtual-guest_cpu-models_conf" },
  { path: /^\/nodes\/\{node\}\/(?:qemu|lxc)\/\{vmid\}\/firewall/, lock: ofGuest },
  { path: /^\/nodes\/\{node\}\/firewall/, lock: (call) => `firewall-host-${textOf(call, "node")}` },
];

/** The lock that a write needs; undefined for what no file of the cluster is written for, or none that is locked. */
export function clusterLockOf(call: Call, { method: verb, path }: Method): ClusterLock | undefined {
  const writing = writings.find((each) => each.path.test(path));
  if (writing === undefined) return undefined;
  const { lock, says } = writing;
  return { lock: typeof lock === "string" ? lock : lock(call), prefix: says?.[verb as Verb] };
}
