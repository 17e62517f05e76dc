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
      if (text === undefined)
        return refuse("another stack that this one refers to has no state yet", {
          address: `data.terraform_remote_state.${name}`,
          detail: `Looked for in ${file}. Apply that stack first.`,
        });
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
