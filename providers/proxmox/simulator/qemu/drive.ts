import { specification } from "../../api/specification/specification.js";
import { unusedSlot } from "../guests/guest.js";
import { booleanText } from "../verify/boolean-text.js";
import { parseProperties } from "../verify/property-string.js";

/** A drive line taken apart: the volume, and its options. */
export interface Drive {
  readonly file: string;
  readonly options: Readonly<Record<string, string>>;
}

const parameters =
  specification().methods.find(
    ({ method, path }) => method === "POST" && path === "/nodes/{node}/qemu/{vmid}/config",
  )?.parameters ?? {};
const formatOf = (slot: string) => {
  const declared = parameters[slot.replace(/\d+$/, "[n]")] ?? parameters[slot];
  const format = declared?.format;
  return typeof format === "object" ? format : (specification().formats[String(format)] ?? {});
};

/** Takes a drive line apart; what is unused, and a saved memory, are volumes alone. */
export function parseDrive(slot: string, text: string): Drive {
  if (unusedSlot.test(slot) || slot === "vmstate") return { file: text, options: {} };
  const format = formatOf(slot);
  const { values } = parseProperties(format, text);
  const { file, ...options } = values;
  const known = Object.entries(options).map(([key, value]): [string, string] => {
    const isBoolean = format[key]?.type === "boolean" || key === "detect_zeroes";
    // PVE divides the truth of a rate in bytes, not the rate, by a million.
    if (/^bps(?:_rd|_wr)?$/.test(key)) return [`m${key}`, "0.000"];
    return [key, isBoolean ? booleanText(value) : value];
  });
  return { file: file ?? "none", options: Object.fromEntries(known) };
}

/** Whether options go together that can't: a total beside its halves, the length of a burst without the burst. */
export function isContradictory({ options }: Drive): boolean {
  const has = (option: string) => Number(options[option] ?? 0) !== 0;
  const kinds = ["mbps", "iops"];
  const isDoubled = kinds.some((kind) =>
    ["", "_max"].some((end) => has(kind + end) && (has(`${kind}_rd${end}`) || has(`${kind}_wr${end}`))),
  );
  const isEndless = ["iops", "iops_rd", "iops_wr", "bps", "bps_rd", "bps_wr"].some(
    (kind) => has(`${kind}_max_length`) && !has(`${kind.replace(/^bps/, "mbps")}_max`),
  );
  const forDisksOnly = ["snapshot", "trans", "format", "heads", "secs", "cyls"];
  const isOddMedium = options["media"] === "cdrom" && forDisksOnly.some((option) => option in options);
  return isDoubled || isEndless || isOddMedium;
}

/** PVE prints the volume first, then the options by name. */
export function driveText({ file, options }: Drive): string {
  return [
    file,
    ...Object.keys(options)
      .sort()
      .map((key) => `${key}=${options[key]}`),
  ].join(",");
}

export function isCloudInit({ file }: Drive): boolean {
  return /:cloudinit$|-cloudinit(?:\.|$)/.test(file);
}

/** A CD-ROM drive, with cloud-init's among them. */
export function isCdrom(drive: Drive): boolean {
  return (
    drive.options["media"] === "cdrom" ||
    drive.file === "none" ||
    drive.file === "cdrom" ||
    isCloudInit(drive)
  );
}
