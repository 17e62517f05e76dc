/** A path below `/api2/json` whose inserted parts are percent-encoded: path`/nodes/${node}/qemu/${vmid}/config`. */
export function path(texts: TemplateStringsArray, ...parts: readonly (string | number)[]): string {
  return texts.reduce(
    (whole, text, index) => whole + encodeURIComponent(String(parts[index - 1] ?? "")) + text,
  );
}
