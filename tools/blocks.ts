/** The blocks of code of one language in a page in Markdown, in their order. */
export function blocks(page: string, language: string): readonly string[] {
  return [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text as string);
}
