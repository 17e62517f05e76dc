/** A page with a part that is made anew: what stands between `<!-- generated: name -->` and the next `<!-- end -->`. */
export function withPart(page: string, name: string, part: string): string {
  const begin = `<!-- generated: ${name} -->`;
  const end = "<!-- end -->";
  const at = page.indexOf(begin);
  const until = page.indexOf(end, at);
  if (at < 0 || until < 0) throw new Error(`the page lacks '${begin}' or '${end}' after it`);
  return `${page.slice(0, at)}${begin}\n\n${part}\n\n${page.slice(until)}`;
}
