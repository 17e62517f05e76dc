import { catalog, currentNames } from "../providers/proxmox/catalog.js";
import { currentDataSources, dataSourceCatalog } from "../providers/proxmox/data-source-catalog.js";

const pages = "providers/proxmox/generated/docs";

/** All resources, each with a link to its page. */
export function resourceLinks(): string {
  return links(currentNames, `${pages}/resources`);
}

/** All data sources, each with a link to its page. */
export function dataSourceLinks(): string {
  return links(currentDataSources, `${pages}/data-sources`);
}

/** The names under which users of another provider know resources, as a table. */
export function legacyResources(): Promise<string> {
  return legacyTable(currentNames, catalog);
}

/** The same for data sources. */
export function legacyDataSources(): Promise<string> {
  return legacyTable(currentDataSources, dataSourceCatalog);
}

function links(names: readonly string[], folder: string): string {
  return names.map((name) => `[\`${name}\`](${folder}/${name.replace("proxmox_", "")}.md)`).join(" · ");
}

interface Named {
  readonly aliases?: readonly string[];
}

async function legacyTable(
  names: readonly string[],
  loaders: Readonly<Record<string, () => Promise<Named>>>,
): Promise<string> {
  const rows = await Promise.all(
    names.map(async (name) => {
      const { aliases = [] } = (await loaders[name]?.()) ?? {};
      return aliases.map((alias) => [`\`${alias}\``, `\`${name}\``] as const);
    }),
  );
  return table([["name there", "name here"], ...rows.flat()]);
}

/** A table as the formatter lays it out. */
function table([head, ...rows]: readonly (readonly [string, string])[]): string {
  const all = head === undefined ? rows : [head, ...rows];
  const width = (column: 0 | 1) => Math.max(...all.map((row) => row[column].length));
  const line = ([there, here]: readonly [string, string]) =>
    `| ${there.padEnd(width(0))} | ${here.padEnd(width(1))} |`;
  const rule = `| ${"-".repeat(width(0))} | ${"-".repeat(width(1))} |`;
  return [...all.slice(0, 1).map(line), rule, ...rows.map(line)].join("\n");
}
