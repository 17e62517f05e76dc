import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { parsePath, type Path } from "../../lib/value/path.js";
import type { Value } from "../../lib/value/value.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { startEngineExecutor } from "./engine-executor.js";
import type { Executor } from "./executor.js";
import { laidOver, withValue, type Subject } from "./subject.js";
import { subjects } from "./subjects.js";

const pathOf = (text: string): Path => parsePath(text) ?? [];

/** What people write of a value, and may write in its place: right, wrong, or in another spelling. */
function spellingsOf(value: Value): readonly Value[] {
  if (typeof value === "string")
    return [
      ...[` ${value}`, `${value} `, `${value}/`, `${value}//`, `${value}\n`, `${value}\nmore`],
      ...[value.toUpperCase(), value.toLowerCase(), "ä日", "a b", "a: b=c", "#x", '"q"', "%20", ""],
      ...["tomorrow", "2030-01-01T00:00:00.5Z", "2030-01-01T01:00:00+01:00", "2030-13-01T00:00:00Z"],
      ...["10.1.2.3/8", "FD00::1", "80, 443", "TCP"],
    ].filter((each) => each !== value);
  if (Array.isArray(value) && value.every((each) => typeof each === "string"))
    return [value.toReversed(), [...value, ...value], value.map((each) => ` ${String(each)}`), []];
  return [];
}

/** Each attribute of a subject that texts are written to, with those to try. */
function textsOf({ changes, code }: Subject): readonly (readonly [string, readonly Value[]])[] {
  const values = new Map(Object.entries(code));
  for (const [path, [value]] of Object.entries(changes)) values.set(path, value);
  return [...values]
    .map(([path, value]) => [path, spellingsOf(value)] as const)
    .filter(([, all]) => all.length > 0);
}

// The guests' spellings are held against what was measured, in their own tests.
const tried = subjects.filter(({ type }) => !["proxmox_vm", "proxmox_container"].includes(type));

for (const subject of tried.filter((each) => textsOf(each).length > 0))
  describe(`what is written of ${subject.type}`, () => {
    let pve: Simulation;
    let executor: Executor;
    const begin = async () => {
      pve = await simulate();
      await subject.prepare?.(pve);
      executor = await startEngineExecutor(subject.type, pve);
    };
    const end = async () => {
      await executor.close();
      await pve.close();
    };
    beforeEach(begin);
    afterEach(end);

    it.each(textsOf(subject))(
      "as %s is refused in the plan, or is no difference once it is there",
      { timeout: 60_000 },
      async (text, all) => {
        const beside = laidOver(subject.code, subject.beside?.[text] ?? {});
        for (const value of all) {
          const code = withValue(beside, pathOf(text), value);
          const plan = await executor.plan(code);
          if (plan.action === "refused") {
            // A word of what is wrong, at its place.
            expect(plan.diagnostics, JSON.stringify(value)).not.toEqual([]);
            continue;
          }
          const { errors } = await plan.apply();
          const told = errors.map(({ summary }) => summary);
          // That something isn't there is only known to the cluster; how it is written, to us.
          expect({ value, form: told.filter((each) => wrongForm.test(each)) }).toEqual({ value, form: [] });
          if (errors.length === 0)
            expect({ value, ...(await executor.plan(code)) }).toMatchObject({ value, action: "none" });
          else {
            await end();
            await begin();
          }
        }
      },
    );
  });

const wrongForm = /invalid format|does not match|type check|NaN|illegal/;
