/** Whether a path is what a pattern means: `*` or `{...}` is any one part, a last `**` any rest. */
export function matchesPath(pattern: string, path: string): boolean {
  const [wanted, parts] = [partsOf(pattern), partsOf(path)];
  const isOpen = wanted.at(-1) === "**";
  const fixed = isOpen ? wanted.slice(0, -1) : wanted;
  if (isOpen ? parts.length < fixed.length : parts.length !== fixed.length) return false;
  return fixed.every((part, index) => part === "*" || /^\{.*\}$/.test(part) || part === parts[index]);
}

function partsOf(path: string): readonly string[] {
  return path
    .split("/")
    .filter((part) => part !== "")
    .map((part) => decodeURIComponent(part));
}
