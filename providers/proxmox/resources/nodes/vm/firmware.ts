import type { Attributes, Nested } from "../../../../../lib/schema/attribute.js";
import { error, type Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import { managed } from "../../../../../lib/schema/roles.js";
import { nested } from "../../../../../lib/schema/structures.js";
import { flag, oneOf, text } from "../../../../../lib/schema/types.js";
import { equal } from "../../../../../lib/value/equal.js";
import { isObject, isUnknown, type ValueObject } from "../../../../../lib/value/value.js";
import type { Configuration } from "../guest/configuration.js";
import { storageOf } from "../guest/volume.js";
import { cold } from "../guest/effects.js";
import { leavesOf } from "../guest/leaves-of.js";
import { lineOf, partsOf } from "../../../form/property-string.js";
import { partsFrom, type Parameters, type Writing } from "../guest/writing.js";

const storage = managed(text, "Storage it lies on.", { effect: cold });

/** Small volumes of the firmware's own: one each, by PVE's key. PVE chooses their size. */
export const firmware = {
  efi_disk: {
    key: "efidisk0",
    attribute: nested("managed", "Where UEFI (`bios = ovmf`) keeps its variables.", {
      attributes: {
        storage,
        type: managed(oneOf("2m", "4m"), "Size of the variables' store; Secure Boot needs `4m`.", {
          key: "efitype",
          effect: cold,
        }),
        pre_enrolled_keys: managed(
          flag,
          "Comes with Microsoft's and distributions' keys: Secure Boot is on.",
          {
            key: "pre-enrolled-keys",
            effect: cold,
          },
        ),
      },
    }),
  },
  tpm_state: {
    key: "tpmstate0",
    attribute: nested("managed", "A trusted platform module; Windows 11 needs one.", {
      attributes: {
        storage,
        version: managed(oneOf("v1.2", "v2.0"), "Version.", { effect: cold }),
      },
    }),
  },
};

const entries: readonly (readonly [
  string,
  { readonly key: string; readonly attribute: Nested<Attributes, "managed"> },
])[] = Object.entries(firmware);

export const firmwareKeys = entries.map(([, { key }]) => key);

/** What a configuration says about these volumes. */
export function firmwareOf(configuration: Configuration): ValueObject {
  return Object.fromEntries(
    entries.map(([name, { key, attribute }]) => {
      const line = configuration[key];
      if (line === undefined) return [name, null];
      const parts = partsOf(line, "file");
      return [name, { ...leavesOf(attribute.attributes, parts), storage: storageOf(parts["file"] ?? "") }];
    }),
  );
}

/** What to write: a new volume, or none. One that stands is never written over: that would lose what is in it. */
export function firmwareParameters({ changes, planned, configuration }: Writing): Parameters {
  const changed = entries.filter(([name]) => changes.some(({ path }) => path[0] === name));
  return Object.fromEntries(
    changed.flatMap(([name, { key, attribute }]): readonly [string, string | undefined][] => {
      const wish = planned[name];
      const place = isObject(wish) ? wish["storage"] : null;
      if (!isObject(wish) || typeof place !== "string")
        return configuration[key] === undefined ? [] : [[key, undefined]];
      if (configuration[key] !== undefined) return [];
      const { storage: _place, ...options } = partsFrom(attribute.attributes, wish);
      return [[key, lineOf({ file: `${place}:1`, ...options }, "file")]];
    }),
  );
}

/** These volumes hold keys and secrets: another kind of one is another one. */
export function firmwareChanges(prior: ValueObject, planned: ValueObject): readonly Diagnostic[] {
  return entries.flatMap(([name, { attribute }]) => {
    const [old, next] = [prior[name], planned[name]];
    if (!isObject(old) || !isObject(next)) return [];
    return Object.keys(attribute.attributes)
      .filter((part) => {
        const [before = null, after = null] = [old[part], next[part]];
        return before !== null && after !== null && !isUnknown(after) && !equal(before, after);
      })
      .map((part) =>
        error(`${name}.${part} can't change`, {
          path: [name, part],
          detail: `It would be another volume, without what the firmware stored. Take ${name} out of the code, apply, and put it back.`,
        }),
      );
  });
}
