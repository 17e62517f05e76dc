import type { Need } from "../../../lib/schema/need.js";
import type { Path } from "../../../lib/value/path.js";

/** Whether the node is out of reach after the change, if the interface is the one that it is reached by. */
export type Loss = "certain" | "possible";

export interface InterfaceSubject {
  readonly node: string;
  readonly iface: string;
  readonly loss: Loss;
}

/** A change takes an interface away or changes how it works: it must not be the one that the node is reached by. */
export function interfaceNeed(subject: InterfaceSubject, because: string, path?: Path): Need {
  return { kind: "interface", subject: { ...subject }, because, ...(path === undefined ? {} : { path }) };
}

/** Reads what `interfaceNeed` made. */
export function interfaceSubject({ subject }: Need): InterfaceSubject {
  return subject as unknown as InterfaceSubject;
}
