import { statSync } from "node:fs";
import { posix } from "node:path";

import { virtualSize } from "../../storages/volume.js";
import { imageFormat } from "../image-format.js";
import { about, CommandFailure, type Process } from "../process.js";
import { answerText } from "./answer-text.js";

/** `qemu-img info`: what an image's header tells. */
export async function qemuImg(process: Process): Promise<void> {
  const [command, ...args] = process.args;
  if (command !== "info") throw new CommandFailure(`qemu-img: Command not found: ${command}`);
  const name = args.find((arg) => !arg.startsWith("-")) ?? "";
  const file = process.files.real(posix.resolve(process.cwd, name), "read");
  const { size, blocks } = await about(`qemu-img: Could not open '${name}': Could not open '${name}'`, () =>
    statSync(file),
  );
  const info = {
    "virtual-size": virtualSize(file),
    filename: name,
    format: imageFormat(file),
    "actual-size": Math.min(size, blocks * 512),
    "dirty-flag": false,
  };
  if (args.some((arg) => arg === "--output=json" || arg === "json"))
    return process.stdout.write(answerText(info, { format: "json-pretty", border: false, header: false }));
  await process.stdout.write(
    `image: ${name}\nfile format: ${info.format}\nvirtual size: ${info["virtual-size"]} bytes\ndisk size: ${info["actual-size"]} bytes\n`,
  );
}
