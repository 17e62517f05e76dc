import { isObject } from "../../../../../lib/value/value.js";
import { cloudInitSlot } from "./attributes-of.js";
import { addressParts, cloudInitKeys, defaultDrive, snippetParts } from "./cloud-init.js";
import { drivesOf } from "./drive-line.js";
import { lineOf, partsOf, withParts } from "../../../form/property-string.js";
import type { LineNotation } from "../guest/line.js";
import { lineAfter, partChanges, slotParameters, type Parameters, type Writing } from "../guest/writing.js";

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

/** Every part is written with its name, as PVE itself does. */
const addressLine: LineNotation = {
  split: (line) => partsOf(line, "ip"),
  join: (parts) => lineOf(parts, ""),
};

function addressParameters({ changes, configuration }: Writing): Parameters {
  return slotParameters(changes, ["cloud_init", "addresses"], (slot, change) => {
    const key = slot.replace("net", "ipconfig");
    const line = lineAfter(change, {
      notation: addressLine,
      leaves: addressParts,
      stored: configuration[key],
      changes,
    });
    return { [key]: line === "" ? undefined : line };
  });
}

function snippetParameters(changes: Writing["changes"], stored: string): Parameters {
  const parts = partChanges(snippetParts, changes, ["cloud_init", "snippets"]);
  return Object.keys(parts).length === 0
    ? {}
    : { cicustom: lineOf(withParts(partsOf(stored.trim(), "user"), parts), "") || undefined };
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
