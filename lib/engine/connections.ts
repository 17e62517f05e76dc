import { error, hasErrors, type Diagnostic } from "../diagnostic/diagnostic.js";
import { Refusal, refuse } from "../diagnostic/refusal.js";
import type { Scope } from "../expression/evaluate.js";
import type { Mark } from "../expression/marked.js";
import type { Environment, Provider, Tasks } from "../schema/provider.js";
import { validateAttributes } from "../schema/validate.js";
import { isUnknown, type ValueObject } from "../value/value.js";
import type { ProviderBlock } from "./blueprint/blueprint.js";
import { evaluateBody, withoutSecrets } from "./evaluate-body.js";

/** The connections of a stack, one for each provider block that is really used. */
export class Connections {
  readonly #provider: Provider;
  readonly #environment: Environment;
  readonly #open = new Map<string, Promise<Tasks>>();

  constructor(provider: Provider, environment: Environment) {
    this.#provider = provider;
    this.#environment = environment;
  }

  /** Throws for all that is wrong with the provider blocks, without a request; answers what else is to be known. */
  check(blocks: readonly ProviderBlock[], scope: Scope): readonly Diagnostic[] {
    const diagnostics = blocks.flatMap((block) => {
      const {
        values,
        marks,
        diagnostics: wrong,
      } = evaluateBody(this.#provider.configuration, block.configuration, scope);
      const address = blockText(block);
      const found = [
        ...wrong,
        ...withoutSecrets(validateAttributes(this.#provider.configuration, values), marks),
      ];
      const open = Object.keys(values).filter((name) => isUnknown(values[name]));
      if (!hasErrors(found) && open.length > 0)
        found.push(
          error(`${open.join(", ")} must be known before anything is planned`, {
            detail:
              "How to reach the provider can't depend on a resource or data source of the same stack, and what another stack puts out is known once that is applied.",
          }),
        );
      // What is wrong together with the environment matters only to a block that is used: connecting tells.
      if (!hasErrors(found)) found.push(...this.#checked(values, marks).filter(isWarning));
      return found.map((diagnostic) => ({ ...diagnostic, address }));
    });
    if (hasErrors(diagnostics)) throw new Refusal(diagnostics);
    return diagnostics;
  }

  /** The connection of a provider block; without a block the environment alone says how. */
  to(alias: string | undefined, blocks: readonly ProviderBlock[], scope: Scope): Promise<Tasks> {
    const name = alias ?? "";
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    const connection = this.#connect(
      alias,
      blocks.find((block) => block.alias === alias),
      scope,
    );
    this.#open.set(name, connection);
    return connection;
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#open.values());
    for (const each of opened) if (each.status === "fulfilled") await each.value.close();
    this.#open.clear();
  }

  async #connect(alias: string | undefined, block: ProviderBlock | undefined, scope: Scope): Promise<Tasks> {
    if (alias !== undefined && block === undefined)
      refuse(`there is no provider with the alias "${alias}" in this stack`, {
        detail:
          "The state holds objects that were made with it. Bring the provider back until they are gone.",
      });
    const { values, marks } = evaluateBody(this.#provider.configuration, block?.configuration ?? {}, scope);
    const diagnostics = this.#checked(values, marks);
    if (hasErrors(diagnostics)) throw new Refusal(diagnostics);
    return this.#provider.connect(values, this.#environment);
  }

  #checked(values: ValueObject, marks: readonly Mark[]): readonly Diagnostic[] {
    return withoutSecrets(this.#provider.checkConfiguration(values, this.#environment), marks);
  }
}

function isWarning({ severity }: Diagnostic): boolean {
  return severity === "warning";
}

function blockText({ name, alias }: ProviderBlock): string {
  return `provider.${name}${alias === undefined ? "" : `.${alias}`}`;
}
