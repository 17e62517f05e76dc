import type { Section } from "../section.js";

/** What is wrong with the guests that a backup is asked of, by parameter; undefined if they can be told. */
export function selectionProblem(sent: Section): Readonly<Record<string, string>> | undefined {
  const isAll = Number(sent["all"] ?? 0) === 1;
  const both = "option conflicts with option 'vmid'";
  if (isAll && "vmid" in sent) return { all: both };
  if ("pool" in sent && "vmid" in sent) return { pool: both };
  if ("exclude" in sent && "vmid" in sent) return { exclude: both };
  const isTold = isAll || "exclude" in sent || "pool" in sent || "vmid" in sent;
  return isTold ? undefined : { vmid: "property is missing" };
}
