import { statSync } from "node:fs";
import { posix } from "node:path";

import { readImage } from "../../storages/image.js";
import { about, CommandFailure, type Process } from "../process.js";
import { answerText } from "./answer-text.js";

/** Options that are followed by a value. */
const valued = new Set(["-f", "--format", "--output", "-t", "--cache"]);

/** `qemu-img info`: what an image's header tells. */
export async function qemuImg(process: Process): Promise<void> {
  const [command, ...args] = process.args;
  if (command !== "info") throw new CommandFailure(`qemu-img: Command not found: ${command}`);
  const name = args.find((arg, index) => !arg.startsWith("-") && !valued.has(args[index - 1] ?? "")) ?? "";
  const format = args[args.findIndex((arg) => arg === "-f" || arg === "--format") + 1];
  const hasFormat = args.some((arg) => arg === "-f" || arg === "--format");
  const file = process.files.real(posix.resolve(process.cwd, name), "read");
  const failure = `qemu-img: Could not open '${name}'`;
  const { size, blocks } = await about(`${failure}: Could not open '${name}'`, () => statSync(file));
  const image = readImage(file);
  if (hasFormat && format !== "raw" && format !== image.format)
    throw new CommandFailure(
      `${failure}: ${format === "vmdk" ? "Image not in VMDK format" : `Image is not in ${format} format`}`,
    );
  const isRaw = hasFormat && format === "raw";
  const { backing } = image;
  const info = {
    "virtual-size": isRaw ? size : image.virtualSize,
    filename: name,
    ...(image.format === "raw" || isRaw ? {} : { "cluster-size": 65536 }),
    format: isRaw ? "raw" : image.format,
    "actual-size": Math.min(Math.max(size, 4096), blocks * 512),
    ...(backing === undefined || isRaw
      ? {}
      : {
          "full-backing-filename": posix.join(posix.dirname(name), backing),
          "backing-filename": backing,
        }),
    "dirty-flag": false,
  };
  if (args.some((arg) => arg === "--output=json" || arg === "json"))
    return process.stdout.write(answerText(info, { format: "json-pretty", border: false, header: false }));
  const virtual = `${sizeText(info["virtual-size"])} (${info["virtual-size"]} bytes)`;
  const lines = [
    `image: ${name}`,
    `file format: ${info.format}`,
    `virtual size: ${virtual}`,
    `disk size: ${sizeText(info["actual-size"])}`,
    ...("cluster-size" in info ? ["cluster_size: 65536"] : []),
    ...(backing === undefined || isRaw ? [] : [`backing file: ${backing}`]),
  ];
  await process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}

/** Three digits and a unit: `2.5 GiB`. */
function sizeText(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  return `${Number((bytes / 1024 ** power).toPrecision(3))} ${units[power]}`;
}
