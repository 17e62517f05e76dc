import type { World } from "../../world.js";
import type { Files } from "../files.js";
import type { Input, Output } from "../pipe.js";
import type { Commands } from "../process.js";
import type { SystemUser } from "../system-users.js";
import type { Node } from "./tree.js";

/** Where a command's descriptors lead. */
export interface Streams {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** One shell's state; a subshell has a copy. */
export interface Shell {
  readonly world: World;
  readonly node: string;
  readonly user: SystemUser;
  readonly files: Files;
  readonly commands: Commands;
  readonly variables: Map<string, string>;
  readonly functions: Map<string, Node>;
  positional: readonly string[];
  /** What a function's local variables were before it. */
  locals: Map<string, string | undefined>;
  cwd: string;
  /** `set -e` */
  stopsOnFailure: boolean;
  /** `set -o pipefail` */
  seesPipeFailures: boolean;
  status: number;
}

export function subshell(shell: Shell): Shell {
  return { ...shell, variables: new Map(shell.variables), functions: new Map(shell.functions) };
}

/** `exit`, or a failure under `set -e`. */
export class ShellExit extends Error {
  constructor(readonly status: number) {
    super(`exit ${status}`);
  }
}

/** `return` from a function. */
export class FunctionReturn extends Error {
  constructor(readonly status: number) {
    super(`return ${status}`);
  }
}
