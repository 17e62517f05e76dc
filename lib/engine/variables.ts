import { error, type Diagnostic } from "../diagnostic/diagnostic.js";
import { asFlag, asNumber, kindOf } from "../expression/convert.js";
import { plain, secret, type Marked } from "../expression/marked.js";
import { ExpressionError } from "../expression/syntax.js";
import type { Environment } from "../schema/provider.js";
import type { Value } from "../value/value.js";
import type { VariableBlock } from "./blueprint/blueprint.js";

export interface Variables {
  readonly values: Readonly<Record<string, Marked>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The values of the stack's variables: given by hand, else `TF_VAR_<name>`, else the default. */
export function variableValues(
  blocks: Readonly<Record<string, VariableBlock>>,
  given: Readonly<Record<string, string>>,
  environment: Environment,
): Variables {
  const diagnostics: Diagnostic[] = Object.keys(given)
    .filter((name) => !(name in blocks))
    .map((name) =>
      error(`there is no variable "${name}" in this stack`, {
        detail: `Its variables: ${Object.keys(blocks).join(", ") || "none"}.`,
      }),
    );
  const values = Object.entries(blocks).flatMap(([name, block]): [string, Marked][] => {
    try {
      const text = given[name] ?? environment[`TF_VAR_${name}`];
      const value = text === undefined ? block.default : fromText(text, block.type);
      if (value === undefined) {
        diagnostics.push(
          error(`the variable "${name}" has no value`, {
            detail: `Give it one: TF_VAR_${name} in the environment, or --var ${name}=... on the command line.`,
          }),
        );
        return [];
      }
      const mark = block.sensitive ? secret : plain;
      return [[name, mark(typed(value, block.type))]];
    } catch (thrown) {
      if (!(thrown instanceof ExpressionError)) throw thrown;
      diagnostics.push(
        error(`the variable "${name}": ${thrown.message}`, { detail: `Its type is ${block.type}.` }),
      );
      return [];
    }
  });
  return { values: Object.fromEntries(values), diagnostics };
}

/** Text from outside is JSON where the type is no scalar. */
function fromText(text: string, type: string | undefined): Value {
  if (type === undefined || ["string", "number", "bool"].includes(type)) return text;
  try {
    return JSON.parse(text) as Value;
  } catch {
    if (type === "any") return text;
    throw new ExpressionError("a list or map is given as JSON");
  }
}

function typed(value: Value, type: string | undefined): Value {
  if (value === null) return value;
  if (type === "string") {
    if (typeof value === "object") throw new ExpressionError(`text is needed, ${kindOf(value)} is given`);
    return String(value);
  }
  if (type === "number") return asNumber(value);
  return type === "bool" ? asFlag(value) : value;
}
