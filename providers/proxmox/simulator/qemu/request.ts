import { listOf, type Call } from "../call.js";
import { fail, parameterFailure } from "../failure.js";
import { diskSlot, type Guest } from "../guests/guest.js";
import { assertListedKeys } from "../guests/listed-keys.js";
import { indexedName } from "../verify/indexed-name.js";
import { specification } from "../../api/specification/specification.js";
import { checkStorageAccess } from "./drive-request.js";
import { checkKeys } from "./privileges.js";
import { checkHookScript, meantKeys, sentKeys, type Meant } from "./sent.js";

/** A change of a configuration, looked through as far as PVE does before it locks the guest. */
export interface ConfigurationRequest {
  readonly meant: Meant;
  readonly removed: readonly string[];
  readonly reverted: readonly string[];
  readonly force: boolean;
  /** What the task's log says of it. */
  readonly told: string;
}

const declared =
  specification().methods.find(
    ({ method, path }) => method === "PUT" && path === "/nodes/{node}/qemu/{vmid}/config",
  )?.parameters ?? {};
const notOptions = new Set(["node", "vmid", "digest", "delete", "revert", "skiplock", "force"]);
/** Keys that a configuration has though no request can set them. */
const inner = new Set([
  "meta",
  "parent",
  "runningcpu",
  "runningmachine",
  "running-nets-host-mtu",
  "snaptime",
  "vmstate",
]);

export function readRequest(call: Call, vmid: number, guest: Guest): ConfigurationRequest {
  const { parameters, user } = call;
  if (Number(parameters["skiplock"] ?? 0) === 1 && user !== "root@pam")
    throw parameterFailure({ skiplock: "Only root may use this option." });
  const sent = sentKeys(call);
  const [removed, reverted] = [withoutAlias(listOf(call, "delete")), listOf(call, "revert")];
  const named = [parameters["delete"], parameters["revert"]].some((list) => String(list ?? "") !== "");
  if (Object.keys(sent).length === 0 && !named) fail("no options specified");
  assertListedKeys({ removed, reverted, sent, isOption });
  const meant = meantKeys(call, sent);
  checkHookScript(call, meant["hookscript"]);
  checkKeys(call, "delete", Object.fromEntries(removed.map((key) => [key, guest.config[key]])));
  checkKeys(call, "set", meant);
  for (const [key, line] of Object.entries(meant))
    if (diskSlot.test(key) && line !== undefined) checkStorageAccess(call, vmid, { slot: key, line });
  return { meant, removed, reverted, force: Number(parameters["force"] ?? 0) === 1, told: told(call) };
}

function withoutAlias(keys: readonly string[]): readonly string[] {
  return keys.map((key) => (key === "cdrom" ? "ide2" : key));
}

function isOption(key: string): boolean {
  if (notOptions.has(key)) return false;
  return (
    inner.has(key) || (key in declared && !key.includes("[")) || indexedName(key, declared) !== undefined
  );
}

const untold = new Set(["node", "vmid", "digest", "background_delay", "import-working-storage"]);

function told({ parameters }: Call): string {
  return Object.keys(parameters)
    .filter((key) => !untold.has(key))
    .sort()
    .map((key) => `-${key} ${key === "cipassword" ? "<hidden>" : parameters[key]}`)
    .join(" ");
}
