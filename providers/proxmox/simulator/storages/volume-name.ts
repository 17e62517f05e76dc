import { fail } from "../failure.js";

/** A volume's name within its storage, taken apart. */
export interface VolumeName {
  /** `images`, `iso`, `vztmpl`, `backup`, `snippets`, `import` */
  readonly content: string;
  /** The name of the file or device: `vm-100-disk-0.qcow2`. */
  readonly name: string;
  /** The guest that it belongs to. */
  readonly vmid: number | undefined;
  /** The volume that it was linked to when it was cloned. */
  readonly base?: { readonly vmid: number; readonly name: string };
  /** Whether linked clones may be made of it. */
  readonly isBase: boolean;
  /** `raw`, `qcow2`, `vmdk`, `subvol`, `ova`, ... */
  readonly format: string;
}

const compression = "gz|lzo|zst|bz2";
export const isoExtension = /\.(?:iso|img)$/i;
export const templateExtension = /\.(?:tar\.(gz|xz|zst|bz2)|(tar))$/i;
export const backupExtension = new RegExp(`\\.(tgz|(?:tar|vma)(?:\\.(${compression}))?)$`);
export const importExtension = /\.(ova|ovf|qcow2|raw|vmdk)$/;
/** What an import may be called. */
export const plainName = /^[ a-zA-Z0-9\-.+=_]+$/;

/** Takes a name apart as storages of a type do, or refuses it in their words. */
export function parseVolumeName(type: string, text: string): VolumeName {
  switch (type) {
    case "lvm":
      return logicalVolume(text, /^(vm)-(\d+)-\S+$/);
    case "lvmthin":
      return logicalVolume(text, /^(vm|base)-(\d+)-\S+$/);
    case "zfspool":
    case "zfs":
      return dataset(text);
    case "rbd":
      return blockImage(text);
    case "iscsi":
      return unit(/^\d+\.\d+\.\d+\.([^/\s]+)$/.exec(text), text);
    case "iscsidirect":
      return unit(/^lun(\d+)$/.exec(text), text);
    case "pbs":
      return snapshot(text);
    case "esxi":
      return foreign(text);
    default:
      return file(text);
  }
}

function file(text: string): VolumeName {
  const linked = /^(\d+)\/(\S+)\/(\d+)\/(\S+)$/.exec(text);
  if (linked !== null) {
    const [, owner, base, vmid, name] = linked as unknown as [string, string, string, string, string];
    parseImageName(base);
    return { ...image(vmid, name), base: { vmid: Number(owner), name: base } };
  }
  const own = /^(\d+)\/(\S+)$/.exec(text);
  if (own !== null) return image(own[1] as string, own[2] as string);
  const [content = "", ...rest] = text.split("/");
  const name = rest.join("/");
  const isOne = rest.length === 1 && name !== "";
  const plain = { content, name, vmid: undefined, isBase: false, format: "raw" };
  if (isOne && content === "iso" && isoExtension.test(name)) return plain;
  if (isOne && content === "vztmpl" && templateExtension.test(name)) return plain;
  if (isOne && content === "snippets") return plain;
  if (isOne && content === "backup" && backupExtension.test(name)) {
    const vmid = /^vzdump-(?:openvz|lxc|qemu)-(\d+)-.+/.exec(name)?.[1];
    return { ...plain, vmid: vmid === undefined ? undefined : Number(vmid) };
  }
  const format = importExtension.exec(name)?.[1];
  if (content !== "import" || format === undefined || !rest.every((part) => plainName.test(part)))
    fail(`unable to parse directory volume name '${text}'`);
  if (isOne) return { ...plain, format };
  if (rest.length === 2 && rest[0]?.endsWith(".ova") === true && /^(?:qcow2|raw|vmdk)$/.test(format))
    return { ...plain, format: `ova+${format}` };
  return fail(`unable to parse directory volume name '${text}'`);
}

function image(vmid: string, name: string): VolumeName {
  return { content: "images", name, vmid: Number(vmid), ...parseImageName(name) };
}

/** A disk's file name: `vm-100-disk-0.qcow2`. */
export function parseImageName(name: string): { readonly format: string; readonly isBase: boolean } {
  const match = /^(base-)?[^/\s]+\.(raw|qcow2|vmdk|subvol)$/.exec(name);
  if (/^snap-.*\.qcow2$/.test(name)) fail(`'${name}' is a snapshot filename, not a volume!`);
  if (match === null) fail(`unable to parse volume filename '${name}'`);
  return { format: match[2] as string, isBase: match[1] !== undefined };
}

function logicalVolume(text: string, pattern: RegExp): VolumeName {
  if (!/^[a-z0-9][a-z0-9\-_.]*[a-z0-9]$/i.test(text)) fail(`lvm name '${text}' contains illegal characters`);
  const match = pattern.exec(text);
  if (match === null) fail(`unable to parse lvm volume name '${text}'`);
  const format = match[1] === "vm" && text.endsWith(".qcow2") ? "qcow2" : "raw";
  return { content: "images", name: text, vmid: Number(match[2]), isBase: match[1] === "base", format };
}

function dataset(text: string): VolumeName {
  const match = /^(?:((?:base|basevol)-(\d+)-\S+)\/)?((base|basevol|vm|subvol)-(\d+)-\S+)$/.exec(text);
  if (match === null) fail(`unable to parse zfs volume name '${text}'`);
  const [, base, owner, name, kind, vmid] = match as unknown as [
    string,
    string | undefined,
    string | undefined,
    string,
    string,
    string,
  ];
  return {
    content: "images",
    name,
    vmid: Number(vmid),
    ...(base === undefined ? {} : { base: { vmid: Number(owner), name: base } }),
    isBase: kind.startsWith("base"),
    format: kind.endsWith("vol") ? "subvol" : "raw",
  };
}

function blockImage(text: string): VolumeName {
  const match = /^(?:(base-(\d+)-\S+)\/)?((base|vm)-(\d+)-\S+)$/.exec(text);
  if (match === null) fail(`unable to parse rbd volume name '${text}'`);
  const [, base, owner] = match;
  return {
    content: "images",
    name: match[3] as string,
    vmid: Number(match[5]),
    ...(base === undefined ? {} : { base: { vmid: Number(owner), name: base } }),
    isBase: match[4] === "base",
    format: "raw",
  };
}

function unit(match: RegExpExecArray | null, text: string): VolumeName {
  if (match === null) fail(`unable to parse iscsi volume name '${text}'`);
  return { content: "images", name: match[1] as string, vmid: undefined, isBase: false, format: "raw" };
}

function snapshot(text: string): VolumeName {
  const match =
    /^backup\/(([^\s_/]+)\/([^\s_/]+)\/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)$/.exec(text);
  if (match === null) fail(`unable to parse PBS volume name '${text}'`);
  const [, name, kind, id] = match as unknown as [string, string, string, string];
  const vmid = /^\d+$/.test(id) ? Number(id) : undefined;
  return { content: "backup", name, vmid, isBase: false, format: `pbs-${kind}` };
}

function foreign(text: string): VolumeName {
  if (!/^[^/]+\/[^/]+\/.+$/.test(text)) fail(`failed to parse volname '${text}'`);
  const isMachine = text.endsWith(".vmx");
  const format = isMachine ? "vmx" : text.endsWith(".vmdk") ? "vmdk" : "raw";
  return { content: isMachine ? "import" : "images", name: text, vmid: 0, isBase: false, format };
}
