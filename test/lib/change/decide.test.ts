import { describe, expect, it } from "vitest";

import { decide } from "../../../lib/change/decide.js";
import { propose } from "../../../lib/change/propose.js";
import { error } from "../../../lib/diagnostic/diagnostic.js";
import type { Facts } from "../../../lib/schema/attribute.js";
import { managed } from "../../../lib/schema/roles.js";
import { nested } from "../../../lib/schema/structures.js";
import { flag } from "../../../lib/schema/types.js";
import type { Instance } from "../../../lib/change/instance.js";
import { unknown, type ValueObject } from "../../../lib/value/value.js";
import { machine, standing, written } from "./toy.js";

function decisionFor(prior: Instance | undefined, values: ValueObject) {
  const { planned } = propose(machine, { prior, configuration: written({ zone: "a", ...values }) });
  return decide(machine, { prior, planned });
}

describe("decide", () => {
  it("makes what does not exist and leaves alone what is as wished", () => {
    expect(decisionFor(undefined, {}).action).toBe("create");
    expect(decisionFor(standing({ label: "Web" }), { label: "web" }).action).toBe("none");
  });

  it("tells each change with its effect, and the costliest of all", () => {
    const decision = decisionFor(standing({ cores: 2, label: "x" }), { cores: 4, label: "y" });
    expect(decision).toMatchObject({ action: "update", effect: "reboot" });
    expect(decision.changes).toEqual([
      { path: ["label"], before: "x", after: "y", effect: "live", sensitive: false },
      { path: ["cores"], before: 2, after: 4, effect: "reboot", sensitive: false },
    ]);
  });

  it("tells a plugged slot as one change and a leaf in a standing slot as its own", () => {
    const disk = { storage: "a", gibibytes: 4, cache: "none", volume: "v" };
    const prior = standing({ disks: { scsi0: disk } }, { owned: ["disks.scsi0", "disks.scsi0.cache"] });
    const { changes } = decisionFor(prior, {
      disks: { scsi0: { storage: "a", cache: "writeback" }, scsi1: { storage: "b" } },
    });
    expect(changes).toEqual([
      {
        path: ["disks", "scsi0", "cache"],
        before: "none",
        after: "writeback",
        effect: "reboot",
        sensitive: false,
      },
      {
        path: ["disks", "scsi1"],
        before: null,
        after: { storage: "b", gibibytes: null, cache: null, volume: unknown },
        effect: "hot-plug",
        sensitive: false,
      },
    ]);
  });

  it("replaces where the identity changes or a value can't be taken away", () => {
    expect(decisionFor(standing({}), { number: 8 })).toMatchObject({
      action: "replace",
      replacedBy: [["number"]],
      changes: [{ path: ["number"], effect: "replace" }],
    });
    expect(decisionFor(standing({ serial: "s" }, { owned: ["serial"] }), {})).toMatchObject({
      action: "replace",
      replacedBy: [["serial"]],
    });
  });

  it("replaces where the identity is not known yet, so that no other object is taken for it", () => {
    expect(decisionFor(standing({}), { number: unknown })).toMatchObject({
      action: "replace",
      replacedBy: [["number"]],
    });
  });

  it("records an origin without a cost", () => {
    expect(decisionFor(standing({}), { image: "new" })).toMatchObject({
      action: "update",
      effect: "recorded",
    });
  });

  it("refuses to destroy data unless that was allowed in the state or on the command line", () => {
    const disk = { storage: "a", gibibytes: 4, cache: null, volume: "v" };
    const prior = standing({ disks: { scsi0: disk } });
    const refused = decide(machine, { prior, planned: undefined });
    expect(refused).toMatchObject({ action: "delete", effect: "destroys data", loses: ["disk scsi0"] });
    expect(refused.diagnostics[0]?.detail).toContain("disk scsi0");
    expect(decide(machine, { prior, planned: undefined, dataLossAllowed: true }).diagnostics).toEqual([]);
    const allowed = standing({ disks: { scsi0: disk }, allow_data_loss: true });
    expect(decide(machine, { prior: allowed, planned: undefined }).diagnostics).toEqual([]);
  });

  it("warns that a replacement loses what others set", () => {
    const { diagnostics } = decisionFor(standing({}, { others: ["cores"] }), { number: 8 });
    expect(diagnostics).toMatchObject([
      { severity: "warning", detail: expect.stringContaining("cores") as string },
    ]);
  });

  it("warns where it would overwrite what somebody else set", () => {
    const { diagnostics } = decisionFor(standing({}, { others: ["cores"] }), { cores: 2 });
    expect(diagnostics).toMatchObject([{ severity: "warning", path: ["cores"] }]);
  });

  it("shows an effect the whole object, where a policy stands", () => {
    const seen: string[] = [];
    const watched = {
      ...machine,
      attributes: {
        ...machine.attributes,
        agent: nested("managed", "The agent.", {
          attributes: {
            enabled: managed(flag, "On.", {
              effect: ({ object }) => {
                seen.push(JSON.stringify([object.before["cores"], object.after["cores"]]));
                return object.after["allow_data_loss"] === true ? "pending" : "reboot";
              },
            }),
          },
        }),
      },
    };
    const prior = standing({ cores: 2, allow_data_loss: true, agent: { enabled: false } });
    const planned = { ...prior.attributes, cores: 4, agent: { enabled: true } };
    expect(decide(watched, { prior, planned }).changes.at(-1)?.effect).toBe("pending");
    expect(seen).toEqual(["[2,4]"]);
  });

  it("says at plan time what can't be made, for a new object and for a replacement", () => {
    const refusal = error("no image");
    const strict = { ...machine, rules: { checkCreation: () => [refusal] } };
    expect(decide(strict, { prior: undefined, planned: written({}) }).diagnostics).toEqual([refusal]);
    const prior = standing({ cores: 2 });
    expect(decide(strict, { prior, planned: { ...prior.attributes, number: 8 } }).diagnostics).toEqual([
      refusal,
    ]);
    expect(decide(strict, { prior, planned: { ...prior.attributes, cores: 3 } }).diagnostics).toEqual([]);
  });

  it("says at plan time what keeps an object from going, by removal or for a replacement", () => {
    const refusal = error("protected");
    const strict = { ...machine, rules: { checkRemoval: () => [refusal] } };
    const prior = standing({ cores: 2 });
    expect(decide(strict, { prior, planned: undefined }).diagnostics).toEqual([refusal]);
    expect(decide(strict, { prior, planned: { ...prior.attributes, number: 8 } }).diagnostics).toEqual([
      refusal,
    ]);
    expect(decide(strict, { prior, planned: { ...prior.attributes, cores: 3 } }).diagnostics).toEqual([]);
  });

  it("shows the rules what the last read found beside the attributes", () => {
    const strict = {
      ...machine,
      rules: {
        data: (_prior: unknown, facts: Facts) => Object.keys(facts),
        checkChange: (_prior: unknown, _planned: unknown, facts: Facts) =>
          Object.keys(facts).map((name) => error(name)),
      },
    };
    const prior = standing({ cores: 2 }, { facts: { hidden: true } });
    expect(decide(strict, { prior, planned: undefined }).loses).toEqual(["hidden"]);
    const changed = decide(strict, { prior, planned: { ...prior.attributes, cores: 3 } });
    expect(changed.diagnostics).toEqual([error("hidden")]);
  });
});
