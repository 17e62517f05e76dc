import type { IConstruct } from "constructs";

/** A construct that is a group of users. */
export interface IGroup extends IConstruct {
  readonly groupId: string;
}

/** A group: a construct, or one that exists by its name. */
export type GroupReference = string | IGroup;

export function groupIdOf(group: GroupReference): string {
  return typeof group === "string" ? group : group.groupId;
}
