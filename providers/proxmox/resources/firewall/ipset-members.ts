import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import { isList, isObject, type ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import type { Connection } from "../../connection.js";
import { network } from "../../form/network.js";

type Api = Connection["api"];

interface Member {
  /** An address, a network or an alias. */
  readonly name: string;
  readonly comment: string;
  readonly nomatch: boolean;
}

interface Row {
  readonly cidr: string;
  readonly comment?: string;
  readonly nomatch?: number;
}

export async function readMembers(api: Api, path: string): Promise<readonly (Member & ValueObject)[]> {
  const rows = await api.ask<readonly Row[]>("GET", path);
  return rows.map(({ cidr, comment = "", nomatch }) => ({
    name: cidr,
    comment,
    nomatch: Number(nomatch) === 1,
  }));
}

/** Brings a set to those that are wanted. New ones come before others go, so that who stays is never shut out. */
export async function bringMembers(api: Api, path: string, wanted: readonly Member[]): Promise<void> {
  const now = await readMembers(api, path);
  for (const member of wanted) {
    const { name, comment, nomatch } = member;
    const old = now.find((each) => isSame(each.name, name));
    if (old === undefined) await api.ask("POST", path, { cidr: name, comment, nomatch });
    else if (old.comment !== comment || old.nomatch !== nomatch)
      await api.ask("PUT", `${path}/${encodeURIComponent(old.name)}`, { comment, nomatch });
  }
  for (const old of now)
    if (!wanted.some(({ name }) => isSame(old.name, name)))
      await api.ask("DELETE", `${path}/${encodeURIComponent(old.name)}`);
}

export function membersOf({ cidr }: ValueObject): readonly Member[] {
  return (isList(cidr) ? cidr : []).filter(isObject).map(({ name, comment, nomatch }) => ({
    name: scalarText(name),
    comment: scalarText(comment ?? "").trim(),
    nomatch: nomatch === true,
  }));
}

/** Proxmox VE takes an address once. */
export function checkMembers({ cidr }: ValueObject): readonly Diagnostic[] {
  const names = (isList(cidr) ? cidr : []).map((entry) => (isObject(entry) ? entry["name"] : undefined));
  return names.flatMap((name, index) => {
    if (typeof name !== "string") return [];
    const first = names.findIndex((each) => typeof each === "string" && isSame(each, name));
    if (first === index) return [];
    return [
      error(`cidr[${index}].name: ${name} is in the set already`, {
        path: ["cidr", index, "name"],
        detail: `It means the same as cidr[${first}].name. Take one of them out.`,
      }),
    ];
  });
}

function isSame(left: string, right: string): boolean {
  return network.canonical(left) === network.canonical(right);
}
