import type { Asking } from "./access/check.js";
import type { Parameters } from "./verify/verify.js";
import type { World } from "./world.js";

export { elementsOf } from "./elements.js";

/** A verified and permitted request, as a handler sees it. */
export interface Call extends Asking {
  readonly world: World;
  /** The node that does it: the path's where it was carried there, else the one that was asked. */
  readonly local: string;
  /** `root@pam`, or a token: `root@pam!ci`. */
  readonly user: string;
  /** Path parameters and verified parameters together. */
  readonly parameters: Parameters;
  /** A file that came with a multipart request, stored already. */
  readonly upload?: Upload;
}

export interface Upload {
  readonly fileName: string;
  /** Where the bytes are; the handler moves or removes them. */
  readonly path: string;
  readonly size: number;
}

/** Answers with what becomes `data`; a promise may be given. Throws an ApiFailure. */
export type Handler = (call: Call) => unknown;

/** Handlers by method and path template: `PUT /nodes/{node}/qemu/{vmid}/config`. */
export type Routes = Readonly<Record<string, Handler>>;

/** A parameter as text; undefined where it was not sent. */
export function textOf({ parameters }: Call, name: string): string | undefined {
  const value = parameters[name];
  return value === undefined ? undefined : String(value);
}

/** A parameter as a list, split as PVE splits lists. */
export function listOf(call: Call, name: string): readonly string[] {
  return (textOf(call, name) ?? "").split(/[;,\0\s]+/).filter((each) => each !== "");
}
