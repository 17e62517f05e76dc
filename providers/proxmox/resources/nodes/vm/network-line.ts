import { lineOf, partsOf } from "../../../form/property-string.js";
import type { LineNotation } from "../guest/line.js";

/** The devices that an interface can be. */
export const models = [
  "virtio",
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
  "vmxnet3",
] as const;

const address = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i;

/** An interface's line: the model stands first, alone or as the name of the MAC address. */
export const networkLine: LineNotation = {
  split: (line) => {
    const parts = partsOf(line, "model");
    if ("model" in parts) return parts;
    // A model that this list doesn't have is known by the address that it names.
    const model =
      models.find((each) => each in parts) ??
      Object.keys(parts).find((name) => name !== "macaddr" && address.test(parts[name] ?? ""));
    if (model === undefined) return parts;
    const { [model]: macaddr = "", ...rest } = parts;
    return { model, macaddr, ...rest };
  },
  // Without a MAC address PVE makes one.
  join: ({ model = "virtio", macaddr, ...rest }) =>
    lineOf({ "": macaddr === undefined ? model : `${model}=${macaddr}`, ...rest }),
};
