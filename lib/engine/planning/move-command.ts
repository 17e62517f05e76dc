import type { Node } from "./node.js";

/** What a person types so that an object stays and only its name changes. */
export function moveCommand(from: string, to: Pick<Node, "text" | "address" | "block">): string {
  return `state mv ${shellWord(from)} ${shellWord(spoken(to))}`;
}

/** What a resource is called on the command line: its construct, or its address where there are several of it. */
export function spoken({ text, address, block }: Pick<Node, "text" | "address" | "block">): string {
  return address.key === undefined ? (block?.construct ?? text) : text;
}

/** A key in an address has quotes and brackets, which a shell would take for its own. */
export function shellWord(text: string): string {
  return /[^\w./-]/.test(text) ? `'${text}'` : text;
}
