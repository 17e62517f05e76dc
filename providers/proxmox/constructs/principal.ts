import { Token } from "cdktf";
import type { IConstruct } from "constructs";

import type { ProxmoxAclConfig } from "../generated/acl.js";
import { stableText } from "./stable-text.js";

/** Somebody by name: `{ user: "alice@pve" }`, `{ group: "admins" }`, `{ token: "ci@pve!deploy" }`. */
export type NamedPrincipal =
  { readonly user: string } | { readonly group: string } | { readonly token: string };

/** A construct that roles can be granted to. */
export interface IPrincipal extends IConstruct {
  readonly principal: NamedPrincipal;
}

/** Somebody that a role can be granted to: a `User`, `Group` or `ApiToken`, or somebody by name. */
export type Principal = IPrincipal | NamedPrincipal;

/** The principal as an ACL names it. */
export function principalConfig(
  principal: Principal,
): Pick<ProxmoxAclConfig, "userId" | "groupId" | "tokenId"> {
  const named = namedOf(principal);
  if ("user" in named) return { userId: named.user };
  return "group" in named ? { groupId: named.group } : { tokenId: named.token };
}

/** The principal as the id of a construct tells it. */
export function principalLabel(scope: IConstruct, principal: Principal): string {
  if ("principal" in principal) return stableText(scope, principal.node.path);
  const [kind = "", name] = Object.entries(principal)[0] ?? [];
  return `${kind}:${stableText(scope, String(name))}`;
}

const forms: Readonly<Record<string, { readonly form: RegExp; readonly example: string }>> = {
  user: { form: /^[^@!\s]+@[^@!\s]+$/, example: '{ user: "alice@pve" }' },
  group: { form: /^[^@!\s]+$/, example: '{ group: "admins" }' },
  token: { form: /^[^@!\s]+@[^@!\s]+![^@!\s]+$/, example: '{ token: "ci@pve!deploy" }' },
};

/** What is wrong with who a role is granted to. */
export function principalProblems(principal: Principal): string[] {
  const [[kind, name] = ["", undefined]] = Object.entries(namedOf(principal)) as [string, unknown][];
  const known = forms[kind];
  if (known === undefined)
    return [
      `a role is granted to somebody: ${Object.values(forms)
        .map(({ example }) => example)
        .join(", ")}`,
    ];
  return Token.isUnresolved(name) || known.form.test(String(name))
    ? []
    : [`"${String(name)}" is not the name of a ${kind}: write for example ${known.example}`];
}

function namedOf(principal: Principal): NamedPrincipal {
  return "principal" in principal ? principal.principal : principal;
}
