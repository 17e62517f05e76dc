import { readFileSync } from "node:fs";

/** A version of Proxmox VE whose API is described here. */
export type Release = "9.2" | "8.4";

/** One parameter, or one sub-key of a property string, as PVE's schema describes it. */
export interface Parameter {
  readonly type?: "string" | "integer" | "number" | "boolean" | "array" | "object" | "null";
  readonly optional?: 0 | 1 | "0" | "1";
  readonly default?: string | number;
  /** A named format, or the sub-keys of a property string. */
  readonly format?: string | PropertyFormat;
  readonly enum?: readonly string[];
  /** A Perl regular expression. */
  readonly pattern?: string;
  readonly minimum?: number | string;
  readonly maximum?: number | string;
  readonly minLength?: number | string;
  readonly maxLength?: number | string;
  readonly requires?: string;
  readonly items?: Parameter;
  /** In a property string: the sub-key whose name may be left out. */
  readonly default_key?: 0 | 1;
  readonly alias?: string;
  readonly keyAlias?: string;
  /** What it is depends on another parameter, the `type-property`: which of its values each of these is for. */
  readonly oneOf?: readonly (Parameter & { readonly "instance-types": readonly string[] })[];
  readonly "type-property"?: string;
}

export type PropertyFormat = Readonly<Record<string, Parameter>>;

/** PVE's permission expression: `["perm", "/vms/{vmid}", ["VM.Audit"], "any", 1]`, `["and", ...]`. */
export type Check = readonly [string, ...unknown[]];

export interface Method {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** With named parts: `/nodes/{node}/qemu/{vmid}/config`. */
  readonly path: string;
  readonly parameters?: Readonly<Record<string, Parameter>>;
  /** What else may come with it, by what the parameter `type` says. */
  readonly variants?: Readonly<Record<string, Readonly<Record<string, Parameter>>>>;
  readonly open?: true;
  /** Missing: only root@pam. */
  readonly permissions?: { readonly user?: "all" | "world"; readonly check?: Check };
  readonly refusesTokens?: true;
  /** Answered by the node that its path names. */
  readonly proxied?: true;
  readonly returns: Shape;
}

/** The declared shape of an answer. */
export interface Shape {
  readonly type?: Parameter["type"];
  readonly optional?: 0 | 1 | "0" | "1";
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly enum?: readonly (string | number)[];
  readonly minimum?: number | string;
}

/** One kind of thing in a section file: which properties it must and may have, and which never change. */
export interface SectionType {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly fixed?: readonly string[];
  /** Which kinds of volumes a storage of this type can hold, and which it holds if nothing is said. */
  readonly content?: { readonly allowed: readonly string[]; readonly default: readonly string[] };
  /** Which formats its disks may have, and which they have if nothing is said. */
  readonly formats?: { readonly allowed: readonly string[]; readonly default: string };
  /** What comes with a request and is kept apart from the file: no answer shows it. */
  readonly sensitive?: readonly string[];
  /** Whether its disks exist already and are only chosen from. */
  readonly selectsExisting?: true;
}

export interface Specification {
  readonly release: Release;
  readonly methods: readonly Method[];
  readonly formats: Readonly<Record<string, PropertyFormat>>;
  /** Per section file (`realm`, `storage`, `metrics`, ...) its types. */
  readonly sections: Readonly<Record<string, Readonly<Record<string, SectionType>>>>;
}

/** A release told by what differs from another one. */
interface Difference {
  readonly base: Release;
  /** `GET /nodes/{node}/...` */
  readonly absent: readonly string[];
  readonly methods: readonly Method[];
}

const loaded = new Map<Release, Specification>();

/** The description of one release's API; read once. */
export function specification(release: Release = "9.2"): Specification {
  const known = loaded.get(release);
  if (known !== undefined) return known;
  const described = read<readonly Method[] | Difference>(`methods-${release}`);
  const fresh: Specification =
    "base" in described
      ? { ...specification(described.base), release, methods: changed(described) }
      : {
          release,
          methods: described,
          formats: read(`formats-${release}`),
          sections: read(`sections-${release}`),
        };
  loaded.set(release, fresh);
  return fresh;
}

function changed({ base, absent, methods }: Difference): readonly Method[] {
  const key = ({ method, path }: Method) => `${method} ${path}`;
  const replaced = new Map(methods.map((method) => [key(method), method]));
  const gone = new Set(absent);
  const kept = specification(base).methods.filter((method) => !gone.has(key(method)));
  const known = new Set(kept.map(key));
  return [
    ...kept.map((method) => replaced.get(key(method)) ?? method),
    ...methods.filter((method) => !known.has(key(method))),
  ];
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8")) as T;
}
