import { error, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import type { Path } from "../../../lib/value/path.js";
import type { Refused } from "./refused.js";

/** PVE's refusal for a person: the call, its texts per parameter mapped to attributes, the privilege that is missing. */
export function told(
  failure: Refused,
  attributeOf: (parameter: string) => Path | undefined = () => undefined,
): readonly Diagnostic[] {
  const call = `${failure.verb} ${failure.path}`;
  const named = Object.entries(failure.errors);
  if (failure.status === 401)
    return [
      error("Proxmox VE does not accept the credentials any more", {
        detail: `${call} answered 401: ${failure.text}. Check the token's or user's validity.`,
      }),
    ];
  if (failure.status === 403) return [denied(failure, call)];
  if (named.length === 0)
    return [error(`Proxmox VE refused: ${failure.text}`, { detail: `${call} answered ${failure.status}.` })];
  return named.map(([parameter, text]) => {
    const path = attributeOf(parameter);
    return error(`Proxmox VE refused ${parameter}: ${text.trim()}`, {
      detail: `${call} answered ${failure.status}.`,
      ...(path === undefined ? {} : { path }),
    });
  });
}

function denied({ text: message }: Refused, call: string): Diagnostic {
  const match = /\((\/[^,]*), ([^)]*)\)/.exec(message);
  const [, path, privileges] = match ?? [];
  const advice =
    match === null
      ? "Only root@pam itself may do this."
      : `Grant a role with ${privileges?.replaceAll("|", " or ")} on ${path} to this login.`;
  return error(match === null ? `not permitted: ${message}` : `missing privilege ${privileges} on ${path}`, {
    detail: `${call} answered 403. ${advice}`,
  });
}
