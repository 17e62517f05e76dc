import { ApiError } from "./api-error.js";

/** PVE gave up waiting for a lock, and did nothing. */
export const lockTimeout = /can't lock file .* got timeout|cfs-lock .* error: got lock request timeout/;

/** What an answer's text means. PVE says almost everything with status 500, so the text must tell. */
const meanings = {
  guestMissing:
    /Configuration file '.*' does not exist|unable to find configuration file|^(?:VM|CT) \d+ does not exist/,
  missing:
    /does not exist|no such (?:user|group|role|token|pool|alias|security group|IPSet|storage|task|resource)|not HA managed|no rule at position/,
  /** No member of the cluster and no name of the network. */
  nodeMissing: /hostname lookup '.*' failed|no such cluster node/,
  notMember: /is not a pool member/,
  exists: /already exists|already defined|config file already exists/,
  stale: /checksum mismatch \(file change by other user\?\)|detected modified configuration/,
  locked: /can't lock file .* got timeout|(?:VM|CT) is locked/,
  lockTimeout,
} as const;

export type Meaning = keyof typeof meanings;

/** Whether something thrown is PVE's answer with this meaning. */
export function means(thrown: unknown, meaning: Meaning): thrown is ApiError {
  if (!(thrown instanceof ApiError)) return false;
  const { text, errors } = thrown.refused;
  return [text, ...Object.values(errors)].some((each) => meanings[meaning].test(each));
}

/** Whether something thrown says that a certain privilege is missing, so that nothing was done. */
export function isDenied(thrown: unknown, privilege: string): boolean {
  return (
    thrown instanceof ApiError && thrown.refused.status === 403 && thrown.refused.text.includes(privilege)
  );
}
