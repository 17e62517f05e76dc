import { describe, expect, it } from "vitest";

import { decide } from "../../../../lib/change/decide.js";
import { validate } from "../../../../lib/schema/validate.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { container } from "../../../../providers/proxmox/resources/nodes/container/index.js";
import { table } from "../../../simulator/tables.js";
import { wishOf } from "./wish-of.js";

/** A request to make a container that one would expect to be refused, and what PVE 9.2 answered. */
interface Doubtful {
  readonly about: string;
  readonly verb: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly status?: number;
}

const creations = table<Doubtful>("errors-lxc").filter(
  ({ verb, path }) => verb === "POST" && path === "/nodes/pve1/lxc",
);

/** Everything that is said against the wish that a request stands for, before anything is asked. */
function saidAgainst({ parameters }: Doubtful): readonly string[] {
  const { vmid, ostemplate, password = null, ...sent } = parameters;
  const lines = Object.fromEntries(Object.entries(sent).map(([key, value]) => [key, String(value)]));
  const wish: ValueObject = {
    ...wishOf(lines),
    vmid: Number(vmid),
    os_template: String(ostemplate),
    password,
  };
  const { diagnostics } = decide(container, { prior: undefined, planned: wish });
  return [...validate(container, wish), ...diagnostics].map(({ summary }) => summary);
}

type Exceptions = readonly (readonly [about: RegExp, reason: string])[];

/** What PVE refuses for its form, and a plan doesn't. */
const notForeseen: Exceptions = [
  [/timezone unknown/, "which there are, the node knows"],
  [/storage without rootdir/, "what a storage takes is asked of PVE alone"],
  [/mp256|net type bad|env invalid/, "no code comes to such a request"],
  [/description too long/, "the recording has an abridged text, which is short enough"],
];

/** What PVE takes, and a plan refuses. */
const stricter: Exceptions = [
  [/mp relative path/, "PVE mounts it below the root: a path from there says so"],
  [/net name too long/, "no system takes a name of more than 15 characters, so that none could start"],
  [/rootfs size/, "PVE takes it, and fails in its task"],
];

const unexpected = (rows: readonly Doubtful[], exceptions: Exceptions) =>
  rows.map(({ about }) => about).filter((about) => !exceptions.some(([which]) => which.test(about)));

describe("a plan of a container", () => {
  const refused = creations.filter(({ status }) => status === 400);
  const taken = creations.filter(({ status = 200 }) => status === 200);

  it("refuses what PVE would refuse for its form, but for what only PVE can know", () => {
    const silent = refused.filter((row) => saidAgainst(row).length === 0);
    expect(unexpected(silent, notForeseen)).toEqual([]);
    expect(refused.length).toBeGreaterThan(15);
    for (const [which, reason] of notForeseen)
      expect(
        silent.some(({ about }) => which.test(about)),
        reason,
      ).toBe(true);
  });

  it("allows what PVE takes, but for what could never run", () => {
    const strict = taken.filter((row) => saidAgainst(row).length > 0);
    expect(unexpected(strict, stricter)).toEqual([]);
    for (const [which, reason] of stricter)
      expect(
        strict.some(({ about }) => which.test(about)),
        reason,
      ).toBe(true);
  });

  it("refuses notes that are longer than PVE keeps them", () => {
    const of = (length: number) =>
      validate(container, { node: "pve1", description: "x".repeat(length) }).map(({ path }) => path);
    expect([of(8192), of(8193)]).toEqual([[], [["description"]]]);
  });
});
