import { error, warning, type Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import type { Rules } from "../../../../../lib/schema/resource.js";
import { isObject, isUnknown, type ValueObject } from "../../../../../lib/value/value.js";
import { backFromTemplate } from "../guest/back-from-template.js";
import { objectsIn } from "../guest/objects-in.js";
import { restartOwed, stillPending } from "../guest/pending.js";
import { keptByProtection } from "../guest/protection.js";
import { runningTemplate } from "../guest/running-template.js";
import { volumeNames, wrongMoves } from "../guest/volume-rules.js";
import type { ContainerAttributes } from "./attributes.js";
import { madeFrom } from "./made-from.js";
import { incompleteVolumes, volumeChanges, wrongMounts } from "./mount-rules.js";
import { mountSlots } from "./mounts.js";
import { summary } from "./summary.js";

/** What no schema of single attributes can tell: wrong combinations, and what PVE can't do to what exists. */
export const rules: Rules<ContainerAttributes> = {
  summary,
  derive: restartOwed,
  remark: stillPending,
  check: (configuration) => [
    ...runningTemplate(configuration),
    ...copiesMadeFrom(configuration),
    ...wrongMounts(objectsIn(configuration["mount_points"])),
    ...wrongMoves(objectsIn(configuration["mount_points"]), {
      path: ["mount_points"],
      noun: "volume",
      slots: mountSlots,
    }),
    ...namesUsedTwice(configuration),
  ],
  checkCreation: (planned) =>
    isObject(planned["clone"]) ? [] : [...withoutTemplate(planned), ...incompleteVolumes(planned)],
  checkRemoval: (_prior, facts) => keptByProtection(facts),
  checkChange: (prior, planned, facts) => [
    ...volumeChanges(prior, planned, facts),
    ...passwordThatStays(prior, planned),
    ...backFromTemplate(prior, planned),
  ],
  data: (_prior, { volumes }) =>
    volumeNames(
      Object.fromEntries(Object.entries(objectsIn(volumes)).map(([slot, { size = null }]) => [slot, size])),
      "volume",
    ),
};

function withoutTemplate({ os_template: template = null }: ValueObject): readonly Diagnostic[] {
  return template === null
    ? [
        error("os_template is missing", {
          path: ["os_template"],
          detail:
            "A new container is made from a template or an OCI image (local:vztmpl/...), or as a copy (clone).",
        }),
      ]
    : [];
}

function copiesMadeFrom(configuration: ValueObject): readonly Diagnostic[] {
  if (!isObject(configuration["clone"])) return [];
  return Object.keys(madeFrom)
    .filter((name) => (configuration[name] ?? null) !== null)
    .map((name) =>
      error(`${name} has no meaning for a copy`, {
        path: [name],
        detail: "A copy has what its source has. Leave it out, or leave out clone.",
      }),
    );
}

function namesUsedTwice(configuration: ValueObject): readonly Diagnostic[] {
  const named = Object.entries(objectsIn(configuration["network"]));
  return named.flatMap(([slot, { name = null }], index) => {
    const first = named.slice(0, index).find(([, other]) => other["name"] === name);
    if (name === null || isUnknown(name) || first === undefined) return [];
    return [
      error(`network.${slot}.name: ${JSON.stringify(name)} is used twice`, {
        path: ["network", slot, "name"],
        detail: `It is the name of ${first[0]}, too. Each interface has its own: choose another.`,
      }),
    ];
  });
}

/** PVE sets a password only at creation; who changes it in the code must not believe otherwise. */
function passwordThatStays(prior: ValueObject, planned: ValueObject): readonly Diagnostic[] {
  const [before = null, after = null] = [prior["password_version"], planned["password_version"]];
  return before === null && after === null
    ? []
    : before === after
      ? []
      : [
          warning("the password stays as it is", {
            path: ["password_version"],
            detail:
              "Proxmox VE sets a container's password only at its creation. Change it inside the container (passwd).",
          }),
        ];
}
