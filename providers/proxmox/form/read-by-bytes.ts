/** Text that PVE writes as UTF-8 and reads byte by byte, so that `ä` comes back as `Ã¤`. */
export const readByBytes = { decode: joined, canonical: joined } as const;

function joined(text: string): string {
  // What has other characters than bytes was read well, and so was what is no UTF-8.
  if (/[^\0-\xff]/.test(text)) return text;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(text, "latin1"));
  } catch {
    return text;
  }
}
