import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import { refuse } from "../diagnostic/refusal.js";
import { evaluate } from "../expression/evaluate.js";
import type { Mark, Marked } from "../expression/marked.js";
import type { Blueprint } from "./blueprint/blueprint.js";
import { Evaluation, type Ground } from "./evaluation.js";
import { parseStateFile } from "./state/format.js";

/** The outputs of other stacks that this one refers to, from their states. */
export async function remoteStates(
  { remoteStates: blocks }: Blueprint,
  ground: Ground,
): Promise<Readonly<Record<string, Marked>>> {
  const scope = new Evaluation(ground);
  const found = await Promise.all(
    Object.entries(blocks).map(async ([name, { path }]): Promise<[string, Marked]> => {
      const given = evaluate(path, scope).value;
      const file = resolve(ground.directory, typeof given === "string" ? given : "terraform.tfstate");
      const text = await readFile(file, "utf8").catch(() => undefined);
      if (text === undefined) return hasNoState(name, file);
      const outputs = Object.entries(parseStateFile(text, file).outputs);
      return [
        name,
        {
          value: { outputs: Object.fromEntries(outputs.map(([output, { value }]) => [output, value])) },
          // Terraform passes the values on without a word about their sensitivity.
          marks: outputs.flatMap(([output, { sensitive }]): readonly Mark[] =>
            sensitive === true ? [{ path: ["outputs", output], secrecy: "masked" }] : [],
          ),
        },
      ];
    }),
  );
  return Object.fromEntries(found);
}

/** The name that cdktf gives to what a stack reads of another one. */
const crossStack = /^cross-stack-reference-input-(.+)$/;

function hasNoState(name: string, file: string): never {
  const stack = crossStack.exec(name)?.[1];
  return refuse(
    stack === undefined
      ? "another stack that this one refers to has no state yet"
      : `the stack "${stack}", which this one refers to, has no state yet`,
    {
      address: `data.terraform_remote_state.${name}`,
      detail: [
        `Looked for in ${file}.`,
        "What it will put out is known only after its apply, so this stack can't be planned before.",
        stack === undefined
          ? "Apply that stack first."
          : `Apply it first: apply ${stack}. An apply without names does all stacks, each after those that it refers to.`,
      ].join("\n"),
    },
  );
}
