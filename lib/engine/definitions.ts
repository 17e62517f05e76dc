import type { Loader } from "../schema/provider.js";

/** Definitions of one kind, for a stack's types: each is built when it is first needed. */
export class Definitions<T> {
  readonly #catalog: Readonly<Record<string, Loader<T>>>;
  readonly #loaded = new Map<string, T>();

  constructor(catalog: Readonly<Record<string, Loader<T>>>) {
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
  get(type: string): T | undefined {
    return this.#loaded.get(type);
  }
}
