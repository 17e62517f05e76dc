import { error } from "../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../lib/diagnostic/refusal.js";
import type { Refused } from "./refused.js";
import { told } from "./told.js";

/** An answer of PVE that is not a success, told for a person. Never holds what was sent: that may be secret. */
export class ApiError extends Refusal {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(told(refused));
    this.name = "ApiError";
    this.refused = refused;
  }
}

/** A write whose answer never came: it may have been done. */
export class AnswerLost extends Refusal {
  constructor(verb: string, path: string, cause: unknown) {
    super([
      error("the connection broke before the answer came", {
        detail: `${verb} ${path} may have been done. The next run looks for it.`,
      }),
    ]);
    this.name = "AnswerLost";
    this.cause = cause;
  }
}

/** What an answer's text means. PVE says almost everything with status 500, so the text must tell. */
const meanings = {
  guestMissing:
    /Configuration file '.*' does not exist|unable to find configuration file|^(?:VM|CT) \d+ does not exist/,
  missing:
    /does not exist|no such (?:user|group|role|token|pool|alias|security group|IPSet|storage|task)|no rule at position/,
  exists: /already exists|already defined|config file already exists/,
  stale: /checksum mismatch \(file change by other user\?\)|detected modified configuration/,
  locked: /can't lock file .* got timeout|(?:VM|CT) is locked/,
  lockTimeout: /can't lock file .* got timeout/,
} as const;

export type Meaning = keyof typeof meanings;

/** Whether something thrown is PVE's answer with this meaning. */
export function means(thrown: unknown, meaning: Meaning): thrown is ApiError {
  if (!(thrown instanceof ApiError)) return false;
  const { text, errors } = thrown.refused;
  return [text, ...Object.values(errors)].some((each) => meanings[meaning].test(each));
}
