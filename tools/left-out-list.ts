import { leftOut } from "../providers/proxmox/simulator/index.js";

const markers = { begin: "<!-- generated: left out -->", end: "<!-- end -->" } as const;

/** The page on the simulator with the list of methods that it answers without doing anything, as it is today. */
export function withLeftOut(page: string): string {
  const [before, rest] = page.split(markers.begin);
  const after = rest?.split(markers.end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`the page lacks '${markers.begin}' or '${markers.end}'`);
  return `${before}${markers.begin}\n\n${list()}\n\n${markers.end}${after}`;
}

function list(): string {
  const now = leftOut("9.2").map(nameOf);
  const before = leftOut("8.4").map(nameOf);
  const onlyNow = (name: string) => (before.includes(name) ? "" : " (9.2)");
  const onlyBefore = before.filter((name) => !now.includes(name)).map((name) => `- \`${name}\` (8.4)`);
  return [...now.map((name) => `- \`${name}\`${onlyNow(name)}`), ...onlyBefore].join("\n");
}

function nameOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path}`;
}
