import { isObject, type ValueObject } from "../../../../../lib/value/value.js";
import type { Connection } from "../../../connection.js";

/** Who asks which Proxmox VE. */
export interface Asked {
  /** `9.2.3`. */
  readonly version: string;
  /** `root@pam`, `root@pam!deploy`. */
  readonly login: string;
}

/** Why the API can't make a disk from an image, so that the node itself must; undefined where it can. */
export function whyNotOverApi(source: string, { version, login }: Asked): string | undefined {
  if (source.startsWith("/"))
    return login === "root@pam"
      ? undefined
      : `over the API only root@pam itself may name a path on the node (${source}), and the login is ${login}`;
  const content = /^[^:/]+:([a-z]+)\//.exec(source)?.[1] ?? "images";
  if (content !== "images" && content !== "import")
    return `the API makes no disks from volumes of the content type ${content} (${source}): upload it as "import" to do without SSH`;
  const since = content === "import" ? "8.3" : "7.2";
  return isOlder(version, since)
    ? `Proxmox VE ${version} makes no disk from ${source} over the API (${since} does)`
    : undefined;
}

/** The disks that can't be made over the API, by slot, with the reason for each. */
export async function madeOnTheNode(
  connection: Connection,
  disks: ValueObject,
): Promise<Readonly<Record<string, string>>> {
  const made = Object.entries(disks).flatMap(([slot, disk]) =>
    isObject(disk) && typeof disk["from"] === "string" ? [[slot, disk["from"]] as const] : [],
  );
  if (made.length === 0) return {};
  const { version } = await connection.once("/version");
  return Object.fromEntries(
    made.flatMap(([slot, source]) => {
      const reason = whyNotOverApi(source, { version, login: connection.login });
      return reason === undefined ? [] : [[slot, reason]];
    }),
  );
}

function isOlder(version: string, since: string): boolean {
  const [major, minor] = numbersOf(version);
  const [wantedMajor, wantedMinor] = numbersOf(since);
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}

/** Major and minor number: `7.1-10` is 7 and 1. */
function numbersOf(version: string): readonly [number, number] {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  return [Number(major ?? 0), Number(minor ?? 0)];
}
