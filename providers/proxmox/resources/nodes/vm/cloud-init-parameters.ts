import { isObject } from "../../../../../lib/value/value.js";
import { cloudInitSlot } from "./attributes-of.js";
import { addressParts, cloudInitKeys, defaultDrive, snippetParts } from "./cloud-init.js";
import { drivesOf } from "./drive-line.js";
import { lineOf, partsOf, withParts, type Parts } from "./line.js";
import { partChanges, partsFrom, slotParameters, type Parameters, type Writing } from "./writing.js";

/** What to write for cloud-init: its keys, the addresses, the snippets, the password and the drive. */
export function cloudInitParameters(writing: Writing): Parameters {
  const { changes, configuration } = writing;
  return {
    ...partChanges(cloudInitKeys, changes, ["cloud_init"]),
    ...addressParameters(writing),
    ...snippetParameters(changes, configuration["cicustom"] ?? ""),
    ...passwordParameter(writing),
    ...driveParameter(writing),
  };
}

function addressParameters({ changes, configuration }: Writing): Parameters {
  return slotParameters(changes, ["cloud_init", "addresses"], (slot, change) => {
    const key = slot.replace("net", "ipconfig");
    switch (change.kind) {
      case "removed":
        return { [key]: undefined };
      case "added":
        return { [key]: named(partsFrom(addressParts, change.values)) };
      case "changed": {
        const parts = partChanges(addressParts, changes, change.place);
        return { [key]: named(withParts(partsOf(configuration[key] ?? "", "ip"), parts)) };
      }
    }
  });
}

function snippetParameters(changes: Writing["changes"], stored: string): Parameters {
  const parts = partChanges(snippetParts, changes, ["cloud_init", "snippets"]);
  return Object.keys(parts).length === 0
    ? {}
    : { cicustom: named(withParts(partsOf(stored.trim(), "user"), parts)) };
}

function passwordParameter({ changes, secrets }: Writing): Parameters {
  const given = secrets["cloud_init"];
  if (isObject(given) && typeof given["password"] === "string") return { cipassword: given["password"] };
  const version = changes.find(({ path }) => path.join(".") === "cloud_init.password_version");
  return version?.after === null ? { cipassword: undefined } : {};
}

function driveParameter({ changes, configuration, planned }: Writing): Parameters {
  const change = changes.find(({ path }) => path.join(".") === "cloud_init.storage");
  if (change === undefined) return {};
  const there = cloudInitSlot(drivesOf(configuration));
  const storage = change.after;
  if (typeof storage !== "string") return there === undefined ? {} : { [there]: undefined };
  const wanted = isObject(planned["cloud_init"]) ? planned["cloud_init"]["slot"] : null;
  const slot = there ?? (typeof wanted === "string" ? wanted : defaultDrive);
  const stands = there !== undefined && configuration[there]?.startsWith(`${storage}:`) === true;
  return stands ? {} : { [slot]: `${storage}:cloudinit,media=cdrom` };
}

/** A property string without an unnamed part; undefined for an empty one. */
function named(parts: Parts): string | undefined {
  return Object.keys(parts).length === 0 ? undefined : lineOf(parts, "");
}
