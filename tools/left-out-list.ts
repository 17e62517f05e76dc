import { leftOut } from "../providers/proxmox/simulator/index.js";

/** The methods that the simulator answers without doing anything, as they are today. */
export function leftOutList(): string {
  const now = leftOut("9.2").map(nameOf);
  const before = leftOut("8.4").map(nameOf);
  const onlyNow = (name: string) => (before.includes(name) ? "" : " (9.2)");
  const onlyBefore = before.filter((name) => !now.includes(name)).map((name) => `- \`${name}\` (8.4)`);
  return [...now.map((name) => `- \`${name}\`${onlyNow(name)}`), ...onlyBefore].join("\n");
}

function nameOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path}`;
}
