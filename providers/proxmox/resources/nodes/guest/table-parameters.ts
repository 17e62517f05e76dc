import { withParts } from "../../../form/property-string.js";
import type { Tables } from "./tables.js";
import { lineAfter, partChanges, slotParameters, written, type Parameters, type Writing } from "./writing.js";

/** What to write for the attributes in tables that change. */
export function tableParameters(tables: Tables, writing: Writing): Parameters {
  return {
    ...keyParameters(tables, writing),
    ...propertyParameters(tables, writing),
    ...lineParameters(tables, writing),
  };
}

function keyParameters({ keys }: Tables, { changes }: Writing): Parameters {
  return Object.fromEntries(
    changes.flatMap(({ path, after }) => {
      const leaf = path.length === 1 ? keys[String(path[0])] : undefined;
      return leaf === undefined ? [] : [[leaf.key ?? String(path[0]), written(leaf, after)]];
    }),
  );
}

/** What else stands in a property string is kept. */
function propertyParameters({ properties }: Tables, { changes, configuration }: Writing): Parameters {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, { key, notation, attribute }]) => {
      const parts = partChanges(attribute.attributes, changes, [name]);
      if (Object.keys(parts).length === 0) return [];
      const after = withParts(notation.split(configuration[key] ?? ""), parts);
      return [[key, Object.keys(after).length === 0 ? undefined : notation.join(after)]];
    }),
  );
}

function lineParameters({ lines }: Tables, { changes, configuration }: Writing): Parameters {
  const maps = Object.entries(lines).map(
    ([
      name,
      {
        notation,
        attribute: { attributes },
      },
    ]) =>
      slotParameters(changes, [name], (slot, change) => ({
        [slot]: lineAfter(change, { notation, leaves: attributes, stored: configuration[slot], changes }),
      })),
  );
  return Object.assign({}, ...maps) as Parameters;
}
