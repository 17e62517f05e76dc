import type { Need } from "../../../lib/schema/need.js";
import type { Path } from "../../../lib/value/path.js";
import { isUnknown, type Value } from "../../../lib/value/value.js";

/** What a change does on a node over SSH. */
export type SshWork =
  | {
      readonly kind: "write";
      readonly storage: string;
      readonly content: string;
      /** Access rights that are set. */
      readonly mode?: string;
    }
  | { readonly kind: "import" };

export interface SshSubject {
  /** Undefined while it is not known. */
  readonly node: string | undefined;
  /** Undefined while it is not known what exactly. */
  readonly work: SshWork | undefined;
}

/** A change goes over SSH: the node must let us in, and let us do that. */
export function sshNeed(
  { node, work }: { readonly node: Value; readonly work: SshWork | undefined },
  because: string,
  path?: Path,
): Need {
  return {
    kind: "ssh",
    subject: {
      node: typeof node === "string" && !isUnknown(node) ? node : null,
      work: work === undefined ? null : { ...work },
    },
    because,
    ...(path === undefined ? {} : { path }),
  };
}

/** Reads what `sshNeed` made. */
export function sshSubject({ subject }: Need): SshSubject {
  const { node, work } = subject as { readonly node: string | null; readonly work: SshWork | null };
  return { node: node ?? undefined, work: work ?? undefined };
}
