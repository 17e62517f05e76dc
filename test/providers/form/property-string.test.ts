import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  specification,
  type PropertyFormat,
} from "../../../providers/proxmox/api/specification/specification.js";
import { lineOf, partsOf, withParts, type Parts } from "../../../providers/proxmox/form/property-string.js";
import { networkLine } from "../../../providers/proxmox/resources/nodes/vm/network-line.js";
import { recordedAnswers } from "../../../tools/specification/recorded-answers.js";

const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,9}$/);
/** What may stand in a part: anything but a comma, and no blanks around it. */
const value = fc.stringMatching(/^[!-+\--~]([ -+\--~]{0,9}[!-+\--~])?$/);

const { methods, formats } = specification("9.2");

/** The sub-keys of every parameter that the description calls a property string, by the parameter's name. */
const described: ReadonlyMap<string, PropertyFormat> = new Map(
  methods.flatMap(({ path, parameters = {} }) =>
    Object.entries(parameters).flatMap(([parameter, { format }]): readonly [string, PropertyFormat][] => {
      const subKeys = typeof format === "string" ? formats[format] : format;
      return subKeys === undefined ? [] : [[`${path} ${parameter}`, subKeys]];
    }),
  ),
);

function mainOf(subKeys: PropertyFormat): string {
  return Object.entries(subKeys).find(([, each]) => each.default_key === 1)?.[0] ?? "";
}

/** Parts of one of these formats, among them some that it doesn't have. */
function partsFor(subKeys: PropertyFormat): fc.Arbitrary<Parts> {
  const known = Object.keys(subKeys).filter((key) => /^[\w-]+$/.test(key));
  return fc
    .record({
      known: fc.dictionary(fc.constantFrom(...known), value),
      others: fc.dictionary(
        name.filter((each) => !known.includes(each)),
        value,
        { maxKeys: 3 },
      ),
    })
    .map(({ known: ours, others }) => ({ ...ours, ...others }));
}

describe("a property string of any format that the API describes", () => {
  const cases = [
    ...new Map([...described].map(([key, keys]) => [JSON.stringify(keys), [key, keys] as const])).values(),
  ];

  it("is one of many", () => {
    expect(cases.length).toBeGreaterThan(40);
  });

  it.each(cases)("is read as it was written, in %s", (_parameter, subKeys) => {
    const main = mainOf(subKeys);
    fc.assert(
      fc.property(partsFor(subKeys), (parts) => {
        expect(partsOf(lineOf(parts, main), main)).toEqual(parts);
        expect(partsOf(lineOf(parts))).toEqual(parts);
      }),
    );
  });

  it.each(cases)(
    "keeps what is not ours when some of it changes, in its order, in %s",
    (_parameter, subKeys) => {
      const main = mainOf(subKeys);
      fc.assert(
        fc.property(
          partsFor(subKeys),
          fc.constantFrom(...Object.keys(subKeys)),
          fc.option(value),
          (stored, changed, wanted) => {
            const after = withParts(partsOf(lineOf(stored, main), main), { [changed]: wanted ?? undefined });
            const { [changed]: now, ...kept } = after;
            const { [changed]: _before, ...others } = partsOf(lineOf(stored, main), main);
            expect([now, Object.entries(kept)]).toEqual([wanted ?? undefined, Object.entries(others)]);
          },
        ),
      );
    },
  );
});

describe("a property string", () => {
  it("keeps a part without a name where nobody told what it is called", () => {
    expect(partsOf("secure,network=10.0.0.0/24")).toEqual({ "": "secure", network: "10.0.0.0/24" });
    expect(lineOf(partsOf("secure,network=10.0.0.0/24"))).toBe("secure,network=10.0.0.0/24");
  });

  it("names its main part where its value would be taken for another part", () => {
    expect(lineOf({ file: "nfs:a=b.raw", size: "1G" }, "file")).toBe("file=nfs:a=b.raw,size=1G");
  });

  it("is also read from the object that PVE answers instead, lists in it included", () => {
    expect(partsOf({ "user-allow": "list", "user-allow-list": ["a", "b"], enabled: 0 })).toEqual({
      "user-allow": "list",
      "user-allow-list": "a;b",
      enabled: "0",
    });
    expect([partsOf(undefined), partsOf(null), partsOf("")]).toEqual([{}, {}, {}]);
  });
});

/** Every property string that a real Proxmox VE has shown of guests, with the name of its main part. */
function recordedLines(): readonly (readonly [line: string, main: string, kind: string])[] {
  const lines = new Map<string, readonly [string, string, string]>();
  for (const { verb, path, data } of recordedAnswers()) {
    const kind = /^\/nodes\/[^/]+\/(qemu|lxc)\/\d+\/config$/.exec(path)?.[1];
    if (verb !== "GET" || kind === undefined) continue;
    for (const [key, line] of Object.entries(data as Readonly<Record<string, unknown>>)) {
      const numbered = `/nodes/{node}/${kind}/{vmid}/config ${key.replace(/\d+$/, "[n]")}`;
      const subKeys = described.get(`/nodes/{node}/${kind}/{vmid}/config ${key}`) ?? described.get(numbered);
      if (typeof line === "string" && line.trim() !== "" && subKeys !== undefined)
        lines.set(line, [line, mainOf(subKeys), `${kind} ${key.replace(/\d+$/, "")}`]);
    }
  }
  return [...lines.values()];
}

describe("the property strings of recorded guests", () => {
  const lines = recordedLines();

  it("are many, of many kinds", () => {
    expect(lines.length).toBeGreaterThan(100);
    expect(new Set(lines.map(([, , kind]) => kind)).size).toBeGreaterThan(12);
  });

  it("lose nothing when they are read and written, but the name of a main part that is written with it", () => {
    for (const [line, main] of lines) {
      const parts = line.split(",").map((part) => part.replace(new RegExp(`^${main}=`), ""));
      const again = lineOf(partsOf(line, main), main).split(",");
      expect(main === "" ? again : again.toSorted()).toEqual(main === "" ? parts : parts.toSorted());
    }
  });

  it("are to the letter those of interfaces, whose model is the name of the address, also one that nobody here knows", () => {
    const interfaces = lines.filter(([, , kind]) => kind === "qemu net").map(([line]) => line);
    expect(interfaces.length).toBeGreaterThan(3);
    for (const line of [...interfaces, "newer=BC:24:11:00:00:01,bridge=vmbr0,future=1"])
      expect(networkLine.join(networkLine.split(line))).toBe(line);
  });
});
