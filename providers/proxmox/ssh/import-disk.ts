import { warning, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import { diagnosticsOf, Refusal, refuse } from "../../../lib/diagnostic/refusal.js";
import type { SshNode } from "./ssh-node.js";

/** An image that becomes a disk of a guest. */
export interface DiskImport {
  readonly vmid: number;
  /** A volume id, or a path on the node. */
  readonly source: string;
  readonly storage: string;
  /** The storage's own if not said. */
  readonly format?: string;
  /** From 0 to 1. */
  progress?(fraction: number): void;
  readonly signal?: AbortSignal;
}

/**
 * Imports an image with `qm disk import` and answers the new volume's id. It is the one that was not there before:
 * where the guest's configuration notes it (`unused0`) may be another's. One import for a guest at a time.
 */
export function importDisk(node: SshNode, wish: DiskImport): Promise<string> {
  return node.inTurn(`${wish.vmid}`, () => importAlone(node, wish));
}

async function importAlone(node: SshNode, wish: DiskImport): Promise<string> {
  const { vmid, source, storage, format, progress, signal } = wish;
  const path = source.startsWith("/") ? source : (await node.ask(["pvesm", "path", source])).trim();
  const before = await volumesOf(node, wish);
  try {
    await node.ask(
      [
        "qm",
        "disk",
        "import",
        `${vmid}`,
        path,
        storage,
        ...(format === undefined ? [] : ["--format", format]),
      ],
      {
        output: (text) => {
          const percent = [...text.matchAll(/\((\d+(?:\.\d+)?)%\)/g)].at(-1)?.[1];
          if (percent !== undefined) progress?.(Number(percent) / 100);
        },
        ...(signal === undefined ? {} : { signal }),
      },
    );
  } catch (thrown) {
    throw new Refusal([...diagnosticsOf(thrown), ...(await leftBy(node, wish, before))]);
  }
  const fresh = (await volumesOf(node, wish)).filter((volume) => !before.includes(volume));
  const [volume] = fresh;
  if (volume !== undefined && fresh.length === 1) return volume;
  return refuse(`it can't be told which volume was made from ${source}`, {
    detail:
      fresh.length === 0
        ? `qm disk import reported success on ${node.session.place.node}, and storage ${storage} has no new volume of guest ${vmid}.`
        : `New in storage ${storage} are ${fresh.join(", ")}: somebody else makes disks for guest ${vmid} at the same time. Remove those that are too many and apply again.`,
  });
}

/** `qm` removes what it began, unless it was cut off. What is new may be another's, so that it is told and not removed. */
async function leftBy(
  node: SshNode,
  wish: DiskImport,
  before: readonly string[],
): Promise<readonly Diagnostic[]> {
  const now = await volumesOf(node, wish).catch(() => before);
  return now
    .filter((volume) => !before.includes(volume))
    .map((volume) =>
      warning(`the import may have left ${volume} behind`, {
        detail: `It belongs to guest ${wish.vmid} and goes with it. To remove it alone: pvesm free ${volume}, on ${node.session.place.node}.`,
      }),
    );
}

/** The volume ids of a guest in a storage, from the table that `pvesm list` prints. */
async function volumesOf(node: SshNode, { storage, vmid }: DiskImport): Promise<readonly string[]> {
  const table = await node.ask(["pvesm", "list", storage, "--vmid", `${vmid}`]);
  return table.split("\n").flatMap((row) => /^([^\s:]+:\S+)\s/.exec(row)?.[1] ?? []);
}
