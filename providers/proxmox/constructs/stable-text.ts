import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * Text for the id of a construct, which stays the same from one synthesis to the next and is another for every other
 * text: a reference stands in it by its address, since the placeholder of a token has a number that changes.
 */
export function stableText(scope: IConstruct, text: string): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolved = String(Tokenization.resolve(text, { scope, resolver, preparing: false }));
  return resolved.replace(/\$\{([^{}]*)\}/g, "$1").replace(/[%/\s]/g, (found) => encodeURIComponent(found));
}
