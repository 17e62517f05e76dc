import { refuse } from "../diagnostic/refusal.js";
import { references } from "../expression/references.js";
import { targetText, type Reference } from "../expression/target.js";
import { blockAddress } from "./address.js";
import type { Block, Blueprint, ResourceBlock } from "./blueprint/blueprint.js";

/** Which block refers to which, by `type.name` or `data.type.name`. */
export interface Graph {
  /** Resources alone, by `type.name`. */
  readonly blocks: ReadonlyMap<string, ResourceBlock>;
  /** Each after all that it refers to. */
  readonly order: readonly Block[];
  /** What a block itself refers to, by way of locals too. */
  readonly direct: ReadonlyMap<string, ReadonlySet<string>>;
  /** The same with what those refer to, and so on, as the state keeps it. */
  readonly all: ReadonlyMap<string, readonly string[]>;
  /** The blocks behind references, by way of locals too. */
  targetsOf(found: readonly Reference[]): readonly string[];
}

/** Orders the blocks of a stack. Throws a refusal for references that go in a circle. */
export function graphOf(blueprint: Blueprint): Graph {
  const locals = new Map<string, readonly string[]>();
  const targetsOf = (found: readonly Reference[]): readonly string[] =>
    found.flatMap(({ target }) => {
      if (target.kind === "resource" || target.kind === "data") return [targetText(target)];
      return target.kind === "local" ? throughLocal(target.name) : [];
    });
  const throughLocal = (name: string): readonly string[] => {
    const known = locals.get(name);
    if (known !== undefined) return known;
    locals.set(name, []);
    const expression = blueprint.locals[name];
    const found = expression === undefined ? [] : targetsOf(references(expression));
    locals.set(name, found);
    return found;
  };
  const all = new Map<string, Block>(
    [...blueprint.resources, ...blueprint.data].map((block) => [blockAddress(block), block]),
  );
  const direct = new Map(
    [...all.values()].map((block) => {
      const named = [...targetsOf(block.references), ...block.dependsOn].filter((each) => all.has(each));
      return [blockAddress(block), new Set(named)];
    }),
  );
  const order = sorted([...all.keys()], direct);
  return {
    blocks: new Map(blueprint.resources.map((block) => [blockAddress(block), block])),
    order: order.flatMap((address) => all.get(address) ?? []),
    direct,
    all: closure(order, direct),
    targetsOf,
  };
}

function sorted(
  addresses: readonly string[],
  direct: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const order: string[] = [];
  const done = new Set<string>();
  for (const start of addresses) {
    // Without recursion: a chain of thousands of references must not overflow the stack.
    const way: { readonly address: string; readonly left: string[] }[] = [];
    const onWay = new Set<string>();
    const enter = (address: string) => {
      if (done.has(address)) return;
      if (onWay.has(address)) refuseCircle([...onWay, address]);
      onWay.add(address);
      way.push({ address, left: [...(direct.get(address) ?? [])] });
    };
    enter(start);
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const next = here.left.shift();
      if (next !== undefined) {
        enter(next);
        continue;
      }
      way.pop();
      onWay.delete(here.address);
      done.add(here.address);
      order.push(here.address);
    }
  }
  return order;
}

function refuseCircle(way: readonly string[]): never {
  const circle = way.slice(way.indexOf(way.at(-1) ?? ""));
  return refuse("resources refer to each other in a circle", {
    detail: `${circle.join(" -> ")}. None of them can be made first: take one of these references (or depends_on) out.`,
  });
}

function closure(
  order: readonly string[],
  direct: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  for (const address of order) {
    const found = new Set<string>();
    for (const next of direct.get(address) ?? []) {
      found.add(next);
      for (const further of all.get(next) ?? []) found.add(further);
    }
    all.set(address, [...found].sort());
  }
  return all;
}
