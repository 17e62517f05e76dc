/** Why a name can't be that of a file that root writes: sudo's rules would let it lead anywhere. Undefined where it can. */
export function wrongFileName(name: string): string | undefined {
  if (name === "" || name === "." || name === "..") return "it is no name";
  if (name.includes("/")) return "it leads to another folder";
  if (name.startsWith("-")) return "it would be read as an option";
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(name)) return "it holds a control character";
  return Buffer.byteLength(name) > 255 ? "it is longer than 255 bytes" : undefined;
}
