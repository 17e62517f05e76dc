import { specification } from "../../api/specification/specification.js";
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

const words: Readonly<Record<string, "0" | "1">> = {
  on: "1",
  yes: "1",
  true: "1",
  off: "0",
  no: "0",
  false: "0",
};

export function parseDrive(slot: string, text: string): Drive {
  const format = formatOf(slot);
  const { values } = parseProperties(format, text);
  const { file, ...options } = values;
  const known = Object.entries(options).map(([key, value]): [string, string] => {
    const isBoolean = format[key]?.type === "boolean" || key === "detect_zeroes";
    return [key, isBoolean ? (words[value.toLowerCase()] ?? value) : value];
  });
  return { file: file ?? "none", options: Object.fromEntries(known) };
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

export function isCdrom({ file, options }: Drive): boolean {
  return (
    options["media"] === "cdrom" ||
    file === "none" ||
    file === "cdrom" ||
    /:cloudinit$|-cloudinit(?:\.|$)/.test(file)
  );
}

/** PVE's size texts: the largest unit that leaves a whole number. */
export function sizeText(bytes: number): string {
  const units = ["", "K", "M", "G", "T"];
  let [size, unit] = [bytes, 0];
  while (size >= 1024 && size % 1024 === 0 && unit < 4) [size, unit] = [size / 1024, unit + 1];
  return `${size}${units[unit]}`;
}

export function sizeBytes(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(text);
  const power = ["", "K", "M", "G", "T"].indexOf(match?.[2] ?? "");
  return Math.round(Number(match?.[1] ?? 0) * 1024 ** power);
}
