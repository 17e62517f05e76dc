import { encodePrivate, decodePrivate, type Instance } from "../../change/instance.js";
import type { Path } from "../../value/path.js";
import type { Address } from "../address.js";
import type { StateInstance, StateResource } from "./format.js";
import { decodePath, encodePath } from "./state-path.js";

/** One object as the state keeps it. */
export interface StateRecord {
  readonly address: Address;
  /** What a create-before-destroy left to be deleted, under this key. */
  readonly deposed?: string;
  /** The provider's alias. */
  readonly alias?: string;
  readonly instance: Instance;
  readonly schemaVersion: number;
  /** Where sensitive values lie, by schema or by the code. */
  readonly sensitive: readonly Path[];
  /** Addresses, without keys, of all that it refers to, directly or by way of others. */
  readonly dependencies: readonly string[];
  readonly createBeforeDestroy: boolean;
  readonly tainted: boolean;
  /** What the file says beside, kept as it is. */
  readonly rest?: Readonly<Record<string, unknown>>;
}

/** Where a provider block lies: `provider["registry.terraform.io/pve-cdk/proxmox"].second`. */
export function providerText(source: string, alias: string | undefined): string {
  return `provider[${JSON.stringify(source)}]${alias === undefined ? "" : `.${alias}`}`;
}

/** The alias in a provider's text; undefined where the provider is another one. */
export function aliasIn(text: string, source: string): { readonly alias?: string } | undefined {
  const own = providerText(source, undefined);
  if (text === own) return {};
  return text.startsWith(`${own}.`) ? { alias: text.slice(own.length + 1) } : undefined;
}

export function decodeInstance(
  resource: StateResource,
  instance: StateInstance,
  alias: string | undefined,
): StateRecord {
  const {
    index_key,
    status,
    deposed,
    schema_version,
    attributes,
    sensitive_attributes,
    private: data,
    dependencies,
    create_before_destroy,
    ...rest
  } = instance;
  return {
    address: {
      type: resource.type,
      name: resource.name,
      ...(index_key === undefined ? {} : { key: index_key }),
    },
    ...(deposed === undefined ? {} : { deposed }),
    ...(alias === undefined ? {} : { alias }),
    instance: {
      attributes: attributes ?? {},
      private: decodePrivate(Buffer.from(data ?? "", "base64").toString("utf8")),
    },
    schemaVersion: schema_version,
    sensitive: (sensitive_attributes ?? []).flatMap((path) => {
      const decoded = decodePath(path);
      return decoded === undefined ? [] : [decoded];
    }),
    dependencies: dependencies ?? [],
    createBeforeDestroy: create_before_destroy === true,
    tainted: status === "tainted",
    ...(Object.keys(rest).length === 0 ? {} : { rest }),
  };
}

export function encodeInstance(record: StateRecord, isMapAt: (path: Path) => boolean): StateInstance {
  const { address, deposed, instance, dependencies } = record;
  return {
    ...(address.key === undefined ? {} : { index_key: address.key }),
    ...(record.tainted ? { status: "tainted" } : {}),
    ...(deposed === undefined ? {} : { deposed }),
    schema_version: record.schemaVersion,
    attributes: instance.attributes,
    sensitive_attributes: record.sensitive.map((path) => encodePath(path, isMapAt)),
    private: Buffer.from(encodePrivate(instance.private), "utf8").toString("base64"),
    ...(dependencies.length === 0 ? {} : { dependencies }),
    ...(record.createBeforeDestroy ? { create_before_destroy: true } : {}),
    ...record.rest,
  };
}
