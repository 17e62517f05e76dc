import type { Methods } from "./specification/methods.js";

export type Verb = keyof Methods;

/** The paths that a verb has, with the names of their parts: `/nodes/{node}/qemu/{vmid}/config`. */
export type PathOf<V extends Verb> = keyof Methods[V] & string;

type Typed<V extends Verb, P extends PathOf<V>> = Methods[V][P] extends {
  readonly parameters: infer A;
  readonly result: infer R;
}
  ? { readonly parameters: A; readonly result: R }
  : never;

/** What a call takes: the parts of its path and its parameters, in one object. */
export type ParametersOf<V extends Verb, P extends PathOf<V>> = Typed<V, P>["parameters"];

export type ResultOf<V extends Verb, P extends PathOf<V>> = Typed<V, P>["result"];

/** The arguments after the path: none are needed where no parameter is. */
export type Given<V extends Verb, P extends PathOf<V>> =
  Record<never, never> extends ParametersOf<V, P>
    ? [parameters?: ParametersOf<V, P>]
    : [parameters: ParametersOf<V, P>];

/**
 * Lets parameters through that are worked out from attributes, so that the compiler can't know their names:
 * `{ node, vmid, ...unchecked(configuration) }`.
 */
export function unchecked(parameters: object): object {
  return parameters;
}
