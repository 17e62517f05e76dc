import { Token } from "cdktf";
import type { IConstruct } from "constructs";

import { stableText } from "./stable-text.js";

/** A construct that roles can be granted on. */
export interface IGrantTarget extends IConstruct {
  /** Where it stands in Proxmox VE's tree of objects: `/vms/100`. */
  readonly aclPath: string;
}

/** What a role can be granted on: a guest, a pool, or a path: `"/"`, `"/storage/local"`, `"/nodes/pve1"`. */
export type GrantTarget = IGrantTarget | `/${string}`;

export function aclPathOf(target: GrantTarget): string {
  return typeof target === "string" ? target : target.aclPath;
}

/** The target as the id of a construct tells it. */
export function targetLabel(scope: IConstruct, target: GrantTarget): string {
  return stableText(scope, typeof target === "string" ? target : target.node.path);
}

/** What is wrong with what a role is granted on. */
export function targetProblems(target: GrantTarget): string[] {
  const path = aclPathOf(target);
  return Token.isUnresolved(path) || /^\/(?:[A-Za-z0-9.\-_]+(?:\/[A-Za-z0-9.\-_]+)*)?$/.test(path)
    ? []
    : [`"${path}" is no path to grant on: write for example "/", "/vms/100", "/storage/local"`];
}
