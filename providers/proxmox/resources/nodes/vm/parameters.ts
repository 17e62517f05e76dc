import type { Leaf } from "../../../../../lib/schema/attribute.js";
import { bootOrder } from "./boot.js";
import { cloudInitParameters } from "./cloud-init-parameters.js";
import { devices } from "./devices.js";
import { diskParameters } from "./disk-parameters.js";
import { firmwareParameters } from "./firmware.js";
import { keys } from "./keys.js";
import { lineOf, partsOf, withParts, type Parts } from "./line.js";
import { joinMachine, splitMachine } from "./machine.js";
import { interfaceLine, interfaceOf } from "./network-line.js";
import { network } from "./network.js";
import { properties } from "./properties.js";
import type { MainPart } from "./property.js";
import { partChanges, partsFrom, slotParameters, written, type Parameters, type Writing } from "./writing.js";

/** The parameters that bring a configuration from what is stored to what is planned. */
export function parametersFor(writing: Writing): Parameters {
  return {
    ...keyParameters(writing),
    ...propertyParameters(writing),
    ...networkParameters(writing),
    ...deviceParameters(writing),
    ...firmwareParameters(writing),
    ...cdromParameters(writing),
    ...diskParameters(writing),
    ...cloudInitParameters(writing),
  };
}

function keyParameters({ changes }: Writing): Parameters {
  const leaves: Readonly<Record<string, Leaf>> = { ...keys, boot_order: bootOrder };
  return Object.fromEntries(
    changes.flatMap(({ path, after }) => {
      const leaf = path.length === 1 ? leaves[String(path[0])] : undefined;
      return leaf === undefined ? [] : [[leaf.key ?? String(path[0]), written(leaf, after)]];
    }),
  );
}

function propertyParameters({ changes, configuration }: Writing): Parameters {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, { key, main, attribute }]) => {
      const parts = partChanges(attribute.attributes, changes, [name]);
      if (Object.keys(parts).length === 0) return [];
      const isMachine = name === "machine";
      const before = partsOf(configuration[key] ?? "", main?.name ?? "");
      const after = withParts(isMachine ? splitMachine(before) : before, parts);
      return [[key, completed(isMachine ? joinMachine(after) : after, main)]];
    }),
  );
}

function completed(parts: Parts, main: MainPart | undefined): string | undefined {
  if (Object.keys(parts).length === 0) return undefined;
  if (main?.otherwise === undefined || main.name in parts) return lineOf(parts, main?.name ?? "");
  return lineOf({ ...parts, [main.name]: main.otherwise }, main.name);
}

function networkParameters({ changes, configuration }: Writing): Parameters {
  return slotParameters(changes, ["network"], (slot, change) => {
    switch (change.kind) {
      case "removed":
        return { [slot]: undefined };
      case "added":
        return { [slot]: interfaceLine(partsFrom(network.attributes, change.values)) };
      case "changed": {
        const parts = partChanges(network.attributes, changes, change.place);
        return { [slot]: interfaceLine(withParts(interfaceOf(configuration[slot] ?? ""), parts)) };
      }
    }
  });
}

function deviceParameters({ changes, configuration }: Writing): Parameters {
  const maps = Object.entries(devices).map(([name, { main = "", attribute }]) =>
    slotParameters(changes, [name], (slot, change) => {
      switch (change.kind) {
        case "removed":
          return { [slot]: undefined };
        case "added":
          return { [slot]: lineOf(partsFrom(attribute.attributes, change.values), main) };
        case "changed": {
          const parts = partChanges(attribute.attributes, changes, change.place);
          return { [slot]: lineOf(withParts(partsOf(configuration[slot] ?? "", main), parts), main) };
        }
      }
    }),
  );
  return Object.assign({}, ...maps) as Parameters;
}

function cdromParameters({ changes, planned }: Writing): Parameters {
  return slotParameters(changes, ["cdroms"], (slot, { kind }) => {
    if (kind === "removed") return { [slot]: undefined };
    const wanted = (
      planned["cdroms"] as Readonly<Record<string, { readonly file?: string | null }>> | null
    )?.[slot];
    return { [slot]: `${wanted?.file ?? "none"},media=cdrom` };
  });
}
