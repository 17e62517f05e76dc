import { leftOutList } from "./left-out-list.js";
import { withPart } from "./marked-part.js";
import { messageList } from "./message-list.js";
import { dataSourceLinks, legacyDataSources, legacyResources, resourceLinks } from "./type-names.js";

type Part = () => string | Promise<string>;

/** The generated parts of pages that are otherwise written by hand, by page and name. */
const parts: Readonly<Record<string, Readonly<Record<string, Part>>>> = {
  "README.md": { resources: resourceLinks, "data sources": dataSourceLinks },
  "docs/json-output.md": { messages: messageList },
  "docs/migrating.md": { resources: legacyResources, "data sources": legacyDataSources },
  "docs/simulator.md": { "left out": leftOutList },
};

export const pagesWithParts: readonly string[] = Object.keys(parts);

/** A page as the definitions have it today. */
export async function withParts(path: string, page: string): Promise<string> {
  let text = page;
  for (const [name, part] of Object.entries(parts[path] ?? {})) text = withPart(text, name, await part());
  return text;
}
