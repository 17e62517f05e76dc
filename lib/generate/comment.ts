import type { Attribute, Role } from "../schema/attribute.js";
import { slotNamesText } from "../schema/slot-names.js";

const unset: Readonly<Record<Role, string>> = {
  required: "",
  optional: "Unset: absent.",
  managed: "Unset: left as it is.",
  computed: "Told by the object.",
  assigned: "Unset: chosen when the object is made.",
};

/** All that is to be said about an attribute, in sentences: for hover text and reference pages alike. */
export function sentencesFor(attribute: Attribute): readonly string[] {
  const leaf = attribute.kind === "leaf" ? attribute : undefined;
  const deprecated =
    attribute.kind === "leaf" || attribute.kind === "entries" ? attribute.deprecated : undefined;
  return [
    attribute.description,
    attribute.kind === "slots" ? `Slots: ${slotNamesText(attribute.slot)}.` : "",
    leaf?.default === undefined ? unset[attribute.role] : `Default: \`${JSON.stringify(leaf.default)}\`.`,
    leaf?.origin === true ? "Used when the object is made, not compared afterwards." : "",
    leaf?.replace === true || (attribute.kind === "entries" && attribute.replace === true)
      ? "A change replaces the object."
      : "",
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

/** All that is to be said about an attribute. */
export type Tell = (attribute: Attribute) => readonly string[];

/** The same for a data source, where an unset attribute just isn't asked, and all others are told. */
export const sentencesForData: Tell = ({ description }) => [description];

/** Sentences as a doc comment. */
export function commentFor(sentences: readonly string[], indent: string): string {
  const text = sentences.join(" ").replaceAll("*/", "*\\/");
  return `${indent}/** ${text} */\n`;
}
