import type { Provider, Tasks } from "../schema/provider.js";
import type { Resource } from "../schema/resource.js";
import type { Path } from "../value/path.js";
import { isMapAt } from "./marks.js";

/** The definitions of a stack's types: each is built when it is first needed. */
export class Definitions {
  readonly #catalog: Provider["catalog"];
  readonly #loaded = new Map<string, Resource<Tasks>>();

  constructor(catalog: Provider["catalog"]) {
    this.#catalog = catalog;
  }

  has(type: string): boolean {
    return Object.hasOwn(this.#catalog, type);
  }

  get types(): readonly string[] {
    return Object.keys(this.#catalog);
  }

  async load(types: Iterable<string>): Promise<void> {
    for (const type of new Set(types)) {
      const loader = this.has(type) ? this.#catalog[type] : undefined;
      if (loader !== undefined && !this.#loaded.has(type)) this.#loaded.set(type, await loader());
    }
  }

  /** Undefined for a type that the provider does not have or that was not loaded. */
  get(type: string): Resource<Tasks> | undefined {
    return this.#loaded.get(type);
  }

  readonly isMapAt = (type: string, path: Path): boolean => {
    const definition = this.#loaded.get(type);
    return definition !== undefined && isMapAt(definition.attributes, path);
  };
}
