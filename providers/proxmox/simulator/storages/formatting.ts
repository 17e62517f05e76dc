/** What qemu-img says when it makes an image, as task logs show it. */
export function formattingLine({
  path,
  format,
  bytes,
}: {
  readonly path: string;
  readonly format: string;
  readonly bytes: number;
}): string {
  const options: Readonly<Record<string, string>> = {
    raw: `fmt=raw size=${BigInt(bytes)} preallocation=off`,
    qcow2: `fmt=qcow2 cluster_size=65536 extended_l2=off preallocation=metadata compression_type=zlib size=${BigInt(bytes)} lazy_refcounts=off refcount_bits=16`,
    vmdk: `fmt=vmdk size=${bytes} compat6=off hwversion=undefined`,
  };
  return `Formatting '${path}', ${options[format] ?? `fmt=${format} size=${bytes}`}`;
}
