import type { Parameter } from "../../api/specification/specification.js";

/** The highest index of each family of parameters that the description writes as `net[n]`. */
const highest: Readonly<Record<string, number>> = {
  net: 31,
  scsi: 30,
  virtio: 15,
  sata: 5,
  ide: 3,
  ipconfig: 31,
  hostpci: 15,
  usb: 13,
  serial: 3,
  parallel: 2,
  numa: 7,
  unused: 255,
  mp: 255,
  dev: 255,
  virtiofs: 9,
  link: 7,
  acmedomain: 5,
};

/** `net[n]` for `net0`, if there is such a family and such an index. */
export function indexedName(name: string, declared: Readonly<Record<string, Parameter>>): string | undefined {
  const match = /^([a-z-]+?)(0|[1-9]\d*)$/.exec(name);
  if (match === null) return undefined;
  const [, family, index] = match;
  const limit = highest[family as string];
  if (limit === undefined || Number(index) > limit) return undefined;
  return `${family}[n]` in declared ? `${family}[n]` : undefined;
}
