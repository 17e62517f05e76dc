import { Token, type IResolvable, type IResolveContext } from "cdktf";

import { variableOf } from "./secret-variable.js";

/**
 * A value that the code knows by name only: it is given when the stack is planned and applied, in the environment
 * (`TF_VAR_<name>`) or on the command line. Each stack that uses it gets a sensitive variable of this name; no stack
 * passes it on to another, so that it stands in no output.
 */
export class Secret implements IResolvable {
  /** For cdktf, which tells where a value came from. */
  readonly creationStack: string[] = [];

  private constructor(readonly variable: { readonly name: string; readonly description?: string }) {}

  /** The value of the variable `name`: of `TF_VAR_<name>` in the environment. */
  static fromVariable(name: string, { description }: { readonly description?: string } = {}): Secret {
    return new Secret(description === undefined ? { name } : { name, description });
  }

  /** Called by cdktf for the stack that the secret is used in. */
  resolve({ scope }: IResolveContext): string {
    return variableOf(scope, this.variable).stringValue;
  }

  /** Text that stands for the secret, to be put into other text. */
  toString(): string {
    return Token.asString(this, { displayHint: this.variable.name });
  }
}
