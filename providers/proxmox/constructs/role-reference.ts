import type { IConstruct } from "constructs";

import { stableText } from "./stable-text.js";

/** The roles that every Proxmox VE has. */
export type BuiltInRole =
  | "Administrator"
  | "NoAccess"
  | "PVEAdmin"
  | "PVEAuditor"
  | "PVEDatastoreAdmin"
  | "PVEDatastoreUser"
  | "PVEMappingAdmin"
  | "PVEMappingAuditor"
  | "PVEMappingUser"
  | "PVEPoolAdmin"
  | "PVEPoolUser"
  | "PVESDNAdmin"
  | "PVESDNUser"
  | "PVESysAdmin"
  | "PVETemplateUser"
  | "PVEUserAdmin"
  | "PVEVMAdmin"
  | "PVEVMUser";

/** A construct that is a role. */
export interface IRole extends IConstruct {
  readonly roleId: string;
}

/** A role to grant: one that every Proxmox VE has, a `Role`, or one that exists by its name: `{ role: "Operators" }`. */
export type RoleReference = BuiltInRole | IRole | { readonly role: string };

/** The role's name in Proxmox VE. */
export function roleIdOf(role: RoleReference): string {
  if (typeof role === "string") return role;
  return "roleId" in role ? role.roleId : role.role;
}

/** The role as the id of a construct tells it. */
export function roleLabel(scope: IConstruct, role: RoleReference): string {
  return stableText(scope, typeof role === "object" && "roleId" in role ? role.node.path : roleIdOf(role));
}
