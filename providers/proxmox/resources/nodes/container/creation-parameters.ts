import { changesToward } from "../guest/changes-toward.js";
import type { GuestWish } from "../guest/guest-wish.js";
import { partsFrom } from "../guest/writing.js";
import { attributes } from "./attributes.js";
import { madeFrom } from "./made-from.js";
import { parametersFor } from "./parameters.js";
import { refuseIncomplete } from "./refuse-incomplete.js";

/** What a new container is made from, and its configuration. */
export function creationParameters({ planned, secrets }: GuestWish): Readonly<Record<string, string>> {
  const changes = changesToward(attributes, { planned, seen: {} });
  refuseIncomplete(changes);
  const parameters = parametersFor({ changes, planned, secrets, configuration: {} });
  const { password_version: _version, ...told } = madeFrom;
  return {
    ...partsFrom(told, planned),
    ...partsFrom(told, secrets),
    ...Object.fromEntries(
      Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  };
}
