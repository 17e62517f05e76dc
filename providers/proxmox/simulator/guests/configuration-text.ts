import type { Configuration, Guest } from "./guest.js";

/** How a container's file calls the variables that its API calls `env`. */
const environment = "lxc.environment.runtime";

/** A configuration as its file has it: the description as comments, the keys by name, lines for LXC last. */
export function configurationText({ description, lxc, env, ...config }: Configuration): string {
  const described = description?.replace(/\n$/, "").split("\n") ?? [];
  const comments = described.map((line) => `#${encodeURIComponent(line).replace(/%20/g, " ")}\n`);
  const lines = Object.entries(config)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `${key}: ${value}\n`);
  const variables = (env?.split("\0") ?? []).map((each) => `${environment}: ${each}\n`);
  return [...comments, ...lines, ...variables, ...(lxc === undefined ? [] : [`${lxc}\n`])].join("");
}

/** Takes a configuration from a file's text; what waits and what once was are left out. */
export function parseConfiguration(kind: Guest["kind"], text: string): Configuration {
  const config: Record<string, string> = {};
  const comments: string[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("[")) break;
    if (line.startsWith("#")) comments.push(decodeURIComponent(line.slice(1)));
    const [, key, value = ""] = /^([a-z][\w.-]*):\s*(.+?)\s*$/.exec(line) ?? [];
    if (key === undefined) continue;
    // Lines for LXC itself come several times.
    if (key === environment) config["env"] = joined(config["env"], value, "\0");
    else if (key.startsWith("lxc.")) config["lxc"] = joined(config["lxc"], line, "\n");
    else config[key] = value;
  }
  const end = kind === "lxc" ? "\n" : "";
  return comments.length === 0 ? config : { ...config, description: comments.join("\n") + end };
}

function joined(before: string | undefined, next: string, separator: string): string {
  return before === undefined ? next : `${before}${separator}${next}`;
}
