import { evaluate, type Scope } from "../expression/evaluate.js";
import { plain, type Marked } from "../expression/marked.js";
import { ExpressionError } from "../expression/syntax.js";
import { targetText, type Target } from "../expression/target.js";
import { unknown } from "../value/value.js";
import { blockAddress } from "./address.js";
import { remoteState, type Blueprint } from "./blueprint/blueprint.js";

/** What one of several instances of a block is made with. */
export interface Round {
  readonly key: string | number;
  readonly value: Marked;
  /** Stands for all instances of a block while it is not known which there are. */
  readonly isOpen?: true;
}

/** What an evaluation stands on. */
export interface Ground {
  readonly blueprint: Pick<Blueprint, "locals" | "resources" | "data">;
  readonly variables: Readonly<Record<string, Marked>>;
  /** Outputs of other stacks, as they will be, by the name of their data source. */
  readonly remote: Readonly<Record<string, Marked>>;
  /** Where the synthesized file lies. */
  readonly directory: string;
}

/** The names of a stack and what they stand for at a point of plan or apply. What is not told yet is unknown. */
export class Evaluation implements Scope {
  readonly #ground: Ground;
  readonly #declared: ReadonlySet<string>;
  readonly #told = new Map<string, Marked>();
  readonly #locals = new Map<string, Marked | "open">();

  constructor(ground: Ground) {
    this.#ground = ground;
    const { resources, data } = ground.blueprint;
    this.#declared = new Set([...resources, ...data].map(blockAddress));
  }

  /** Says what a resource or data source is, all its instances together. */
  tell(block: string, value: Marked): void {
    this.#told.set(block, value);
  }

  /** The same names, as one instance sees them. */
  within(round: Round | undefined): Scope {
    if (round === undefined) return this;
    const key = plain(round.isOpen === true ? unknown : round.key);
    return {
      resolve: (target) => {
        if (target.kind === "count") return key;
        if (target.kind === "each") return target.part === "key" ? key : round.value;
        return this.resolve(target);
      },
    };
  }

  resolve(target: Target): Marked {
    switch (target.kind) {
      case "variable":
        return this.#ground.variables[target.name] ?? missing(target);
      case "local":
        return this.#local(target.name, target);
      case "data":
        if (target.type === remoteState) return this.#ground.remote[target.name] ?? missing(target);
        return this.#blockValue(target);
      case "resource":
        return this.#blockValue(target);
      case "path":
        return plain(this.#ground.directory);
      case "workspace":
        return plain("default");
      case "each":
      case "count":
        throw new ExpressionError(
          `${targetText(target)} has no meaning outside a resource with for_each or count`,
        );
    }
  }

  #blockValue(target: Target): Marked {
    const address = targetText(target);
    if (!this.#declared.has(address)) return missing(target);
    return this.#told.get(address) ?? plain(unknown);
  }

  #local(name: string, target: Target): Marked {
    const known = this.#locals.get(name);
    if (known === "open") throw new ExpressionError(`local.${name} refers to itself`);
    if (known !== undefined) return known;
    const expression = this.#ground.blueprint.locals[name];
    if (expression === undefined) return missing(target);
    this.#locals.set(name, "open");
    try {
      const value = evaluate(expression, this);
      this.#locals.set(name, value);
      return value;
    } catch (thrown) {
      this.#locals.delete(name);
      throw thrown;
    }
  }
}

function missing(target: Target): never {
  throw new ExpressionError(`there is no ${targetText(target)} in this stack`);
}
