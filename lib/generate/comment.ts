import type { Attribute, Role } from "../schema/attribute.js";
import type { Resource } from "../schema/resource.js";
import { slotNamesText } from "../schema/slot-names.js";

const unset: Readonly<Record<Role, string>> = {
  required: "",
  optional: "Unset: absent.",
  managed: "Unset: left as it is.",
  computed: "Told by the object.",
  assigned: "Unset: chosen when the object is made.",
};

const replaces = "A change replaces the object.";

/** A description that says itself what no value means: a word of the role beside it would contradict it. */
const saysItself = /\bif (?:unset|not said)\b/;

/** All that is to be said about an attribute, in sentences: for hover text and reference pages alike. A role that was spoken of already gets no word of its own. */
export function sentencesFor(attribute: Attribute, spokenOf?: Role): readonly string[] {
  const leaf = attribute.kind === "leaf" ? attribute : undefined;
  const deprecated =
    attribute.kind === "leaf" || attribute.kind === "entries" ? attribute.deprecated : undefined;
  return [
    attribute.description,
    attribute.kind === "slots" ? `Slots: ${slotNamesText(attribute.slot)}.` : "",
    leaf?.default === undefined
      ? wordOf(attribute, spokenOf)
      : `Default: \`${JSON.stringify(leaf.default)}\`.`,
    leaf?.essential === true ? "Needed beside any other." : "",
    leaf?.requires === undefined ? "" : `Needs \`${leaf.requires}\`.`,
    leaf?.origin === true ? "Used when the object is made, not compared afterwards." : "",
    leaf?.replace === true || (attribute.kind === "entries" && attribute.replace === true) ? replaces : "",
    typeof leaf?.effect === "string" && leaf.effect !== "live" && leaf.effect !== "recorded"
      ? `A change: ${leaf.effect}.`
      : "",
    leaf?.writeOnly === undefined
      ? ""
      : `Never stored; written again when \`${leaf.writeOnly.version}\` changes.`,
    leaf?.sensitive === true ? "Secret." : "",
    deprecated === undefined ? "" : `Deprecated: ${deprecated}.`,
  ].filter((sentence) => sentence !== "");
}

function wordOf({ role, description }: Attribute, spokenOf: Role | undefined): string {
  return role === spokenOf || saysItself.test(description) ? "" : unset[role];
}

/** All that is to be said about an attribute, where one role may have been spoken of. */
export type Tell = (attribute: Attribute, spokenOf?: Role) => readonly string[];

/** The same for a resource's attributes, some of which say which object it is: another name is another object. */
export function tellerOf({ attributes, identity }: Pick<Resource, "attributes" | "identity">): Tell {
  const naming = new Set(
    identity.map((name) => attributes[name]).filter((each) => each?.role !== "computed"),
  );
  return (attribute, spokenOf) => {
    const told = sentencesFor(attribute, spokenOf);
    return naming.has(attribute) && !told.includes(replaces) ? [...told, replaces] : told;
  };
}

/** The same for a data source, where an unset attribute just isn't asked, and all others are told. */
export const sentencesForData: Tell = ({ description }) => [description];

/** Sentences as a doc comment. */
export function commentFor(sentences: readonly string[], indent: string): string {
  const text = sentences.join(" ").replaceAll("*/", "*\\/");
  return `${indent}/** ${text} */\n`;
}
