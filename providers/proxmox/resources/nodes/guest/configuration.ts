import type { ResultOf } from "../../../api/typed-calls.js";
import type { GuestKind } from "./target.js";

/** A guest's configuration as PVE keeps it: keys and lines of text. */
export type Configuration = Readonly<Record<string, string>>;

/** One key of `GET .../pending`. */
type PendingKey = ResultOf<"GET", `/nodes/{node}/${GuestKind}/{vmid}/pending`>[number];

/** A guest's configuration as it runs, and as it will be once everything pending has taken effect. */
export interface GuestConfiguration {
  readonly running: Configuration;
  readonly wished: Configuration;
  readonly digest: string;
}

/** Reads the answer of `GET .../pending`. */
export function configurationOf(answer: readonly PendingKey[]): GuestConfiguration {
  const keys = answer.filter(({ key }) => key !== "digest");
  return {
    running: Object.fromEntries(
      keys.flatMap(({ key, value }) => (value === undefined ? [] : [[key, String(value)]])),
    ),
    wished: Object.fromEntries(
      keys.flatMap((each) => {
        // A key can wait for its deletion and have a new value at once: then the value comes after.
        const value = each.pending ?? (isDeleted(each) ? undefined : each.value);
        return value === undefined ? [] : [[each.key, String(value)]];
      }),
    ),
    digest: String(answer.find(({ key }) => key === "digest")?.value ?? ""),
  };
}

/** The keys whose change waits for the guest's next start. */
export function pendingKeys({ running, wished }: GuestConfiguration): readonly string[] {
  return [...new Set([...Object.keys(running), ...Object.keys(wished)])].filter(
    (key) => running[key] !== wished[key],
  );
}

function isDeleted({ delete: deleted }: PendingKey): boolean {
  return Number(deleted ?? 0) !== 0;
}
