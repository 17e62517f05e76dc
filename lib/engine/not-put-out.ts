import { error, type Diagnostic } from "../diagnostic/diagnostic.js";

/** The name that cdktf gives to what a stack reads of another one. */
const crossStack = /^cross-stack-reference-input-(.+)$/;

/** That another stack was never applied. */
export function hasNoState(source: string, file: string): Diagnostic {
  const { name, howToApply } = wordsFor(source);
  return error(`${name}, which this one refers to, has no state yet`, {
    address: addressOf(source),
    detail: `Looked for in ${file}.\nApply it first${howToApply}`,
  });
}

/** That another stack was applied before it had an output, or without a value for it. */
export function putsOutNo(source: string, output: string): Diagnostic {
  const { name, howToApply } = wordsFor(source);
  return error(`${name}, which this one refers to, puts out no "${output}" as yet`, {
    address: addressOf(source),
    detail: `If its code says that it does, apply it first${howToApply}`,
  });
}

function addressOf(source: string): string {
  return `data.terraform_remote_state.${source}`;
}

function wordsFor(source: string): { readonly name: string; readonly howToApply: string } {
  const stack = crossStack.exec(source)?.[1];
  const all = "Without names, plan and apply take all stacks of the app, each after those that it refers to.";
  return stack === undefined
    ? { name: "another stack", howToApply: `.\n${all}` }
    : { name: `the stack "${stack}"`, howToApply: `: apply ${stack}.\n${all}` };
}
