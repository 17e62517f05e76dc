/** Tags are sorted and folded to lower case; a list with commas alone keeps its case. */
export function foldedTags(text: string): string {
  const tags = text.split(/[;,\s]+/).filter((tag) => tag !== "");
  const folded = /[;\s]/.test(text) ? tags.map((tag) => tag.toLowerCase()) : tags;
  return [...new Set(folded)].sort().join(";");
}
