import { booleanText } from "../verify/boolean-text.js";

const models = new Set([
  "e1000",
  "e1000-82540em",
  "e1000-82544gc",
  "e1000-82545em",
  "e1000e",
  "i82551",
  "i82557b",
  "i82559er",
  "ne2k_isa",
  "ne2k_pci",
  "pcnet",
  "rtl8139",
  "virtio",
  "vmxnet3",
]);
export type Interface = Readonly<Record<string, string>>;

/** A net line taken apart, with `model` and `macaddr` however they were written. */
export function parseInterface(text: string): Interface {
  const values: Record<string, string> = {};
  for (const part of text.split(",").filter((each) => each !== "")) {
    const [key, value] = [
      part.split("=")[0] as string,
      part.includes("=") ? part.slice(part.indexOf("=") + 1) : undefined,
    ];
    if (models.has(key)) {
      values["model"] = key;
      if (value !== undefined) values["macaddr"] = value;
    } else if (value !== undefined)
      values[key] = /^(?:firewall|link_down)$/.test(key) ? booleanText(value) : value;
  }
  return values;
}

/** PVE prints model and address first, then the rest by name. */
export function interfaceText({ model, macaddr, ...rest }: Interface): string {
  return [
    `${model ?? "virtio"}=${macaddr}`,
    ...Object.keys(rest)
      .sort()
      .map((key) => `${key}=${rest[key]}`),
  ].join(",");
}
