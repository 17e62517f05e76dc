import { elementsOf, listOf, textOf, type Call, type Routes } from "../call.js";
import { assertDigest, digestOf } from "../digest.js";
import { fail, parameterFailure } from "../failure.js";
import { slice, type World } from "../world.js";

interface Settings {
  timezone: string;
  hosts: string;
  dns: Record<string, string>;
  config: Record<string, string>;
}

const settingsByNode = slice("node-settings", () => new Map<string, Settings>());

const base = "/nodes/{node}";

/** What a node keeps in files of its own: its clock's zone, who answers names, which names it knows, its notes. */
export const settingsRoutes: Routes = {
  [`GET ${base}/time`]: (call) => {
    const { timezone } = settingsOf(call);
    const time = Math.floor(call.world.clock.now() / 1000);
    return { timezone, time, localtime: time + offsetOf(timezone, time) };
  },
  [`PUT ${base}/time`]: (call) => {
    const timezone = textOf(call, "timezone") as string;
    if (!isTimezone(timezone)) throw parameterFailure({ timezone: "No such timezone" });
    settingsOf(call).timezone = timezone;
    return null;
  },
  [`GET ${base}/dns`]: (call) => settingsOf(call).dns,
  [`PUT ${base}/dns`]: (call) => {
    settingsOf(call).dns = Object.fromEntries(
      ["search", "dns1", "dns2", "dns3"].flatMap((name) => {
        const value = textOf(call, name);
        return value === undefined ? [] : [[name, value]];
      }),
    );
    return null;
  },
  [`GET ${base}/hosts`]: (call) => {
    const { hosts } = settingsOf(call);
    return { data: hosts, digest: digestOf(hosts) };
  },
  [`POST ${base}/hosts`]: (call) => {
    const settings = settingsOf(call);
    assertDigest(textOf(call, "digest"), settings.hosts);
    settings.hosts = textOf(call, "data") as string;
    return null;
  },
  [`GET ${base}/config`]: (call) => {
    const { config } = settingsOf(call);
    const text = configText(config);
    // As soon as the file says anything, there is a description, though an empty one.
    const shown: Readonly<Record<string, string>> =
      text === "" ? {} : { description: "", ...config, digest: digestOf(text) };
    const wanted = textOf(call, "property") ?? "all";
    return Object.fromEntries(Object.entries(shown).filter(([name]) => wanted === "all" || name === wanted));
  },
  [`PUT ${base}/config`]: (call) => {
    const settings = settingsOf(call);
    assertDigest(textOf(call, "digest"), configText(settings.config));
    const config = { ...settings.config };
    for (const name of Object.keys(call.parameters))
      if (!["node", "digest", "delete"].includes(name)) config[name] = textOf(call, name) as string;
    for (const name of listOf(call, "delete")) delete config[name];
    assertDomainsOnce(config);
    const { description = "" } = config;
    if (description === "") delete config["description"];
    else if (!description.endsWith("\n")) config["description"] = `${description}\n`;
    settings.config = config;
    return null;
  },
  [`POST ${base}/wakeonlan`]: (call) => {
    const node = textOf(call, "node") as string;
    if (node === call.local) fail(`'${node}' is local node, cannot wake my self!`);
    const { wakeonlan = fail(`No wake on LAN MAC address defined for '${node}'!`) } = settingsOf(call).config;
    return /([0-9a-f]{2}:){5}[0-9a-f]{2}/i.exec(wakeonlan)?.[0] ?? "";
  },
};

/** The names that a node knows by itself: the text of its `/etc/hosts`. */
export function hostsOf(world: World, node: string): string {
  return nodeSettings(world, node).hosts;
}

function settingsOf({ world, parameters }: Call): Settings {
  return nodeSettings(world, String(parameters["node"]));
}

function nodeSettings(world: World, node: string): Settings {
  const byNode = settingsByNode(world);
  const address = world.nodes.get(node)?.address ?? "192.0.2.1";
  const settings = byNode.get(node) ?? {
    timezone: "Etc/UTC",
    hosts: `127.0.0.1 localhost\n${address} ${node}.example.test ${node}\n`,
    dns: { search: "example.test", dns1: "127.0.0.1" },
    config: {},
  };
  byNode.set(node, settings);
  return settings;
}

/** The file's text: the description as comments, then what is set, by name. */
function configText({ description = "", ...config }: Readonly<Record<string, string>>): string {
  const comments = description.split("\n").slice(0, -1);
  const set = Object.keys(config).sort();
  return [
    ...comments.map((line) => `#${encodeURI(line)}\n`),
    ...set.map((name) => `${name}: ${config[name]}\n`),
  ].join("");
}

/** A certificate is ordered for a domain once. */
function assertDomainsOnce(config: Readonly<Record<string, string>>): void {
  const domains = Object.entries(config).flatMap(([name, value]) => {
    if (name === "acme") return elementsOf((/domains=([^,]*)/.exec(value)?.[1] ?? "").replace(/;/g, "\0"));
    return name.startsWith("acmedomain") ? [/^(?:domain=)?([^,]*)/.exec(value)?.[1] ?? ""] : [];
  });
  const twice = domains.find((domain, index) => domains.indexOf(domain) !== index);
  if (twice !== undefined) fail(`duplicate ACME config for domain '${twice}'`);
}

/** The zones are those of places, and UTC; the administrative ones under `Etc` can't be chosen. */
function isTimezone(name: string): boolean {
  if (name === "UTC") return true;
  if (!/^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//.test(name))
    return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** By how many seconds a zone is ahead of UTC at a time. */
function offsetOf(timeZone: string, time: number): number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const name = format.formatToParts(time * 1000).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0"] = /([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}
