import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

import { grouped, type Group } from "../../value/grouped.js";
import type { Path } from "../../value/path.js";
import { addressText, type Address } from "../address.js";
import { dataRecordsOf, isSameData, type DataRecord } from "./data-record.js";
import { parseStateFile, type StateFile, type StateOutput, type StateResource } from "./format.js";
import { aliasIn, decodeInstance, encodeInstance, providerText, type StateRecord } from "./record.js";
import { writeAtomically } from "./write-atomically.js";

/** Tells for a resource type which paths are maps and lists, whose elements the state names by index. */
export type MapAt = (type: string, path: Path) => boolean;

export interface StateOptions {
  readonly path: string;
  /** `registry.terraform.io/pve-cdk/proxmox`. */
  readonly source: string;
  readonly isMapAt: MapAt;
}

/** The state of one stack: in memory while it is worked on, written whole and atomically. */
export class State {
  readonly path: string;
  readonly #options: StateOptions;
  readonly #file: StateFile | undefined;
  #text: string | undefined;
  readonly #foreign: readonly StateResource[];
  readonly #records = new Map<string, StateRecord>();
  readonly #data = new Map<string, DataRecord>();
  /** A record's text is made once: what a save costs is joining them. */
  readonly #texts = new WeakMap<StateRecord, string>();
  #outputs: Readonly<Record<string, StateOutput>>;
  #serial: number;
  readonly #base: number;
  #lineage: string | undefined;
  #changes = 0;

  private constructor(options: StateOptions, text: string | undefined) {
    const file = text === undefined || text.trim() === "" ? undefined : parseStateFile(text, options.path);
    this.path = options.path;
    this.#options = options;
    this.#file = file;
    this.#text = text;
    this.#base = file?.serial ?? 0;
    this.#serial = this.#base;
    this.#lineage = file?.lineage === "" ? undefined : file?.lineage;
    this.#outputs = file?.outputs ?? {};
    const foreign: StateResource[] = [];
    for (const resource of file?.resources ?? []) {
      const provider = aliasIn(resource.provider, options.source);
      const isOurs = provider !== undefined && resource.module === undefined;
      // What others have read, Terraform reads anew whenever it needs it.
      if (resource.mode === "data")
        for (const record of isOurs ? dataRecordsOf(resource, provider.alias) : [])
          this.#data.set(addressText(record.address), record);
      else if (!isOurs) foreign.push(resource);
      else
        for (const instance of resource.instances) {
          const record = decodeInstance(resource, instance, provider.alias);
          this.#records.set(keyOf(record), record);
        }
    }
    this.#foreign = foreign;
  }

  static async open(options: StateOptions): Promise<State> {
    return new State(options, await readIfThere(options.path));
  }

  get serial(): number {
    return this.#serial;
  }

  /** Undefined as long as nothing was ever written. */
  get lineage(): string | undefined {
    return this.#lineage;
  }

  /** Counts changes; what was counted before a save began is in it. */
  get changes(): number {
    return this.#changes;
  }

  get records(): readonly StateRecord[] {
    return [...this.#records.values()];
  }

  get outputs(): Readonly<Record<string, StateOutput>> {
    return this.#outputs;
  }

  /** What was last read for data sources. */
  get data(): readonly DataRecord[] {
    return [...this.#data.values()];
  }

  putData(record: DataRecord): void {
    const text = addressText(record.address);
    const known = this.#data.get(text);
    if (known !== undefined && isSameData(known, record)) return;
    this.#data.set(text, record);
    this.#changes++;
  }

  removeData(address: Address): void {
    if (this.#data.delete(addressText(address))) this.#changes++;
  }

  /** Addresses that belong to other providers or modules; they are kept as they are. */
  get foreign(): readonly string[] {
    return this.#foreign.map(({ module, type, name }) =>
      [...(module === undefined ? [] : [module]), type, name].join("."),
    );
  }

  record(address: Address, deposed?: string): StateRecord | undefined {
    return this.#records.get(textKey(address, deposed));
  }

  put(record: StateRecord): void {
    this.#records.set(keyOf(record), record);
    this.#changes++;
  }

  remove({ address, deposed }: Pick<StateRecord, "address" | "deposed">): void {
    if (this.#records.delete(textKey(address, deposed))) this.#changes++;
  }

  setOutputs(outputs: Readonly<Record<string, StateOutput>>): void {
    if (JSON.stringify(outputs) === JSON.stringify(this.#outputs)) return;
    this.#outputs = outputs;
    this.#changes++;
  }

  /** True if the file still holds what was last read from it or written to it. */
  async isUntouched(): Promise<boolean> {
    return (await readIfThere(this.path)) === this.#text;
  }

  /** Writes everything. Returns the count of changes that the file now holds. */
  async save(): Promise<number> {
    const included = this.#changes;
    // Terraform counts runs, not writes.
    this.#serial = this.#base + 1;
    this.#lineage ??= randomUUID();
    const text = this.#toText(this.#lineage);
    await writeAtomically(this.path, text);
    this.#text = text;
    return included;
  }

  #toText(lineage: string): string {
    const head = {
      ...this.#file,
      version: 4,
      // Terraform refuses a state of a newer version than itself, and nothing in ours is newer than this.
      terraform_version: this.#file?.terraform_version ?? "1.5.0",
      serial: this.#serial,
      lineage,
      outputs: this.#outputs,
      resources: [],
      check_results: this.#file?.check_results ?? null,
    };
    const resources = [
      ...this.#dataResources().map(indented),
      ...inBlocks(this.records).map((group) => this.#groupText(group)),
      ...this.#foreign.map(indented),
    ];
    const list = resources.length === 0 ? "[]" : `[\n${resources.join(",\n")}\n  ]`;
    return `${JSON.stringify(head, undefined, 2).replace('\n  "resources": []', () => `\n  "resources": ${list}`)}\n`;
  }

  /** Terraform writes what is read before what is made. */
  #dataResources(): readonly StateResource[] {
    return inBlocks([...this.#data.values()]).map((group) => {
      const [{ address, alias }] = group;
      return {
        mode: "data",
        type: address.type,
        name: address.name,
        provider: providerText(this.#options.source, alias),
        instances: group.map(({ instance }) => instance),
      };
    });
  }

  #groupText(group: Group<StateRecord>): string {
    const [first] = group;
    const { type, name } = first.address;
    const head: StateResource = {
      mode: "managed",
      type,
      name,
      provider: providerText(this.#options.source, first.alias),
      instances: [],
    };
    const instances = group.map((record) => this.#instanceText(record)).join(",\n");
    return indented(head).replace('"instances": []', () => `"instances": [\n${instances}\n      ]`);
  }

  #instanceText(record: StateRecord): string {
    const known = this.#texts.get(record);
    if (known !== undefined) return known;
    const isMapAt = (path: Path) => this.#options.isMapAt(record.address.type, path);
    const text = indentedBy(encodeInstance(record, isMapAt), "        ");
    this.#texts.set(record, text);
    return text;
  }
}

/** Records of the same block and provider together, in order. */
function inBlocks<T extends Pick<StateRecord, "address" | "alias">>(
  records: readonly T[],
): readonly Group<T>[] {
  const groups = grouped(records, ({ address: { type, name }, alias }) => `${type}\n${name}\n${alias ?? ""}`);
  return [...groups].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, group]) => group);
}

function keyOf({ address, deposed }: StateRecord): string {
  return textKey(address, deposed);
}

function textKey(address: Address, deposed: string | undefined): string {
  return deposed === undefined ? addressText(address) : `${addressText(address)} deposed ${deposed}`;
}

function indented(value: unknown): string {
  return indentedBy(value, "    ");
}

function indentedBy(value: unknown, space: string): string {
  return JSON.stringify(value, undefined, 2).replace(/^/gm, space);
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === "ENOENT") return undefined;
    throw thrown;
  });
}
