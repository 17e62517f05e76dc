import { describe, expect, it } from "vitest";

import type { Attributes, Leaf } from "../../lib/schema/attribute.js";
import { validate } from "../../lib/schema/validate.js";
import type { ValueObject } from "../../lib/value/value.js";
import {
  specification,
  type Parameter,
  type PropertyFormat,
} from "../../providers/proxmox/api/specification/specification.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { creationParameters, updateParameters } from "../../providers/proxmox/rest/parameters-of.js";
import { leavesOf } from "../../providers/proxmox/rest/leaves.js";
import { clusterFirewall } from "../../providers/proxmox/resources/firewall/cluster-firewall.js";
import { clusterOptions } from "../../providers/proxmox/resources/cluster/options.js";
import { addressParts } from "../../providers/proxmox/resources/nodes/vm/cloud-init.js";
import { tables as containerTables } from "../../providers/proxmox/resources/nodes/container/tables.js";
import type { LineNotation } from "../../providers/proxmox/resources/nodes/guest/line.js";
import type { Tables } from "../../providers/proxmox/resources/nodes/guest/tables.js";
import { vm } from "../../providers/proxmox/resources/nodes/vm/index.js";
import { tables as vmTables } from "../../providers/proxmox/resources/nodes/vm/tables.js";

const { methods, formats } = specification();

/** The sub-keys of a parameter that is a property string, as the API describes it. */
function formatOf(path: string, parameter: string): PropertyFormat | undefined {
  const described = methods
    .filter((each) => each.path === path && each.method !== "GET" && each.method !== "DELETE")
    .map(({ parameters = {} }) => parameters[parameter] ?? parameters[parameter.replace(/\d+$/, "[n]")])
    .find((each): each is Parameter => each?.format !== undefined);
  const format = described?.format;
  return typeof format === "string" ? formats[format] : format;
}

interface PropertyString {
  readonly name: string;
  readonly format: PropertyFormat;
  /** The attributes that stand for its sub-keys, by sub-key. */
  readonly leaves: Readonly<Record<string, Leaf>>;
  readonly notation?: LineNotation;
}

const byKey = (attributes: Attributes): Readonly<Record<string, Leaf>> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, each]) =>
      each.kind === "leaf" ? [[each.key ?? name, each] as const] : [],
    ),
  );

function guestStrings(path: string, { properties, lines }: Tables): readonly PropertyString[] {
  const all = [
    ...Object.values(properties).map(({ key, ...rest }) => ({ key, ...rest })),
    ...Object.values(lines).map((line) => ({ key: `${Object.keys(line.attribute.slot)[0]}0`, ...line })),
  ];
  return all.flatMap(({ key, notation, attribute }) => {
    const format = formatOf(path, key);
    return format === undefined
      ? []
      : [{ name: `${path} ${key}`, format, leaves: byKey(attribute.attributes), notation }];
  });
}

async function regularStrings(): Promise<readonly PropertyString[]> {
  const types = await Promise.all(Object.values(proxmox.catalog).map((load) => load()));
  return [...new Set(types)].flatMap(({ source, attributes }) =>
    source.split(", ").flatMap((path) => {
      const shared = leavesOf(attributes).filter(({ property }) => property !== undefined);
      return [...new Set(shared.map(({ parameter }) => parameter))].flatMap((parameter) => {
        const format = formatOf(path, parameter);
        const leaves = shared
          .filter((each) => each.parameter === parameter)
          .map(({ property = "", leaf }) => [property, leaf] as const);
        return format === undefined
          ? []
          : [{ name: `${path} ${parameter}`, format, leaves: Object.fromEntries(leaves) }];
      });
    }),
  );
}

const strings = [
  ...guestStrings("/nodes/{node}/qemu/{vmid}/config", vmTables),
  ...guestStrings("/nodes/{node}/lxc/{vmid}/config", containerTables),
  {
    name: "ipconfig0",
    format: formatOf("/nodes/{node}/qemu/{vmid}/config", "ipconfig0") ?? {},
    leaves: byKey(addressParts),
  },
  ...(await regularStrings()),
];

describe("a property string of which the code says a part", () => {
  it("is one of many that the API describes", () => {
    expect(strings.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "/cluster/firewall/options log_ratelimit",
        "/cluster/options migration",
        "/nodes/{node}/qemu/{vmid}/config rng0",
        "/nodes/{node}/qemu/{vmid}/config numa0",
        "/nodes/{node}/lxc/{vmid}/config net0",
      ]),
    );
  });

  it("has each sub-key that Proxmox VE insists on: demanded of the author, or written for them", () => {
    const lacking = strings.flatMap(({ name, format, leaves, notation }) =>
      Object.entries(format)
        .filter(([, { optional, alias }]) => Number(optional ?? 0) === 0 && alias === undefined)
        .filter(([key]) => {
          const leaf = leaves[key];
          const isDemanded = leaf?.role === "required" || leaf?.essential === true;
          const isAlone = leaf !== undefined && Object.keys(leaves).length === 1;
          const isWritten = leaf?.otherwise !== undefined || (notation?.split(notation.join({})) ?? {})[key];
          return !isDemanded && !isAlone && !isWritten;
        })
        .map(([key]) => `${name}: ${key}`),
    );
    expect(lacking).toEqual([]);
  });

  it("has each sub-key that another one requires", () => {
    const nameOf = (leaves: PropertyString["leaves"], wanted: string | undefined) =>
      Object.entries(leaves).find(([, leaf]) => leaf.requires === wanted)?.[0];
    const lacking = strings.flatMap(({ name, format, leaves }) =>
      Object.entries(format)
        .filter(([key, { requires }]) => requires !== undefined && key in leaves)
        .filter(([key]) => leaves[key]?.requires === undefined)
        .map(([key]) => `${name}: ${key}`),
    );
    expect(lacking).toEqual([]);
    expect(nameOf(byKey(addressParts), "ip")).toBe("gw");
  });
});

describe("what is written of a property string", () => {
  const { attributes } = clusterFirewall;
  const limit = (values: ValueObject) => ({ log_ratelimit: values });

  it("begins with what Proxmox VE needs beside the part that the code says", () => {
    expect(creationParameters(attributes, limit({ burst: 10 }))).toEqual({
      log_ratelimit: "enable=1,burst=10",
    });
    expect(creationParameters(attributes, limit({ burst: 10, enabled: false }))).toEqual({
      log_ratelimit: "enable=0,burst=10",
    });
  });

  const change = (planned: ValueObject, now: ValueObject) =>
    updateParameters(attributes, {
      changes: [
        { path: ["log_ratelimit", "burst"], before: 10, after: null, effect: "live", sensitive: false },
      ],
      planned: limit(planned),
      now: { log_ratelimit: now },
    });

  it("goes as a whole with the last part that somebody said", () => {
    expect(change({}, { enable: "1", burst: "10" })).toEqual({ delete: "log_ratelimit" });
    expect(change({ enabled: true }, { enable: "1", burst: "10" })).toEqual({ log_ratelimit: "enable=1" });
    expect(change({}, { enable: "0", burst: "10" })).toEqual({ log_ratelimit: "enable=0" });
  });
});

describe("a part without the one that it needs", () => {
  const told = (found: ReturnType<typeof validate>) => found.map(({ summary }) => summary);

  it("is refused before any request", () => {
    const code = {
      node: "pve1",
      rng: { max_bytes: 512 },
      audio: { driver: "none" },
      numa_nodes: { numa0: { memory: 512 } },
      cloud_init: { addresses: { net0: { gateway: "10.0.0.1" } } },
    };
    expect(told(validate(vm, code)).sort()).toEqual([
      "audio.device is missing",
      "cloud_init.addresses.net0.gateway needs cloud_init.addresses.net0.ip",
      "numa_nodes.numa0.cpus is missing",
      "rng.source is missing",
    ]);
    expect(told(validate(clusterOptions, { crs_ha_auto_rebalance_margin: 10 }))).toEqual([
      "crs_ha_auto_rebalance_margin needs crs_ha_auto_rebalance",
    ]);
  });
});
