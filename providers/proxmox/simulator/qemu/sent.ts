import { createHash, randomBytes } from "node:crypto";

import type { Call } from "../call.js";
import { fail, parameterFailure } from "../failure.js";
import { checkAuthorizedKeys } from "../guests/authorized-keys.js";
import { newAddress } from "../guests/hardware-address.js";
import { hookScriptProblem } from "../guests/hook-script.js";
import { diskSlot, netSlot, type Configuration } from "../guests/guest.js";
import { cleanDrive } from "./drive-request.js";
import { interfaceText, parseInterface } from "./network.js";
import { storedText, typeOf } from "./rewrite.js";

/** Parameters of create and config that are no keys of a guest. */
const notKeys = new Set([
  "archive",
  "background_delay",
  "bwlimit",
  "delete",
  "digest",
  "force",
  "ha-managed",
  "idlist",
  "import-working-storage",
  "live-restore",
  "node",
  "pool",
  "revert",
  "skiplock",
  "start",
  "storage",
  "unique",
  "vmid",
]);

/** The guest's keys of a request, as sent. */
export function sentKeys({ parameters }: Call): Configuration {
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([key]) => !notKeys.has(key))
      .map(([key, value]) => [key, String(value)]),
  );
}

/** What a request means to store; undefined where an empty text removes the key. */
export type Meant = Readonly<Record<string, string | undefined>>;

export function meantKeys(call: Call, sent: Configuration): Meant {
  checkAuthorizedKeys(decodeURIComponent(sent["sshkeys"] ?? ""));
  const { cdrom, ...rest } = sent;
  for (const [key, text] of Object.entries(rest)) assertStorable(key, text);
  const all =
    cdrom === undefined ? rest : { ...rest, ide2: /media=/.test(cdrom) ? cdrom : `${cdrom},media=cdrom` };
  return Object.fromEntries(Object.entries(all).map(([key, text]) => [key, meant(call, key, text)]));
}

const written: Readonly<Record<string, RegExp>> = { integer: /^-?\d+$/, number: /^\d+(?:\.\d+)?$/ };

/** A configuration takes fewer ways to write a number than a request. */
function assertStorable(key: string, text: string): void {
  const type = typeOf(key);
  if (written[type]?.test(text) === false)
    fail(`unable to parse value of '${key}' - type check ('${type}') failed - got '${text}'`);
}

function meant(call: Call, key: string, text: string): string | undefined {
  if (diskSlot.test(key)) return cleanDrive(call, key, text);
  if (key === "cipassword") return encrypted(text);
  if (!netSlot.test(key)) return storedText(key, text);
  const parsed = parseInterface(text);
  const macaddr = parsed["macaddr"] ?? newAddress(call.world.options.get("mac_prefix"));
  return interfaceText({ ...parsed, macaddr });
}

/** A password that isn't a hash already is kept as one. */
function encrypted(password: string): string {
  if (/^\$(?:[156]|2[ay])(?:\$.+){2}/.test(password)) return password;
  const salt = randomBytes(6).toString("base64").replaceAll("+", ".");
  const hash = createHash("sha256").update(`${salt}${password}`).digest("base64").replaceAll("+", ".");
  return `$5$${salt}$${hash.slice(0, 43)}`;
}

/** A hook script must be there when it is set; a new guest's is not looked at. */
export function checkHookScript(call: Call, script: string | undefined): void {
  const problem = script === undefined ? undefined : hookScriptProblem(call, script);
  if (problem !== undefined) throw parameterFailure({ hookscript: `${problem}\n` });
}
