import type { Commands } from "../process.js";
import { fileCommands } from "./file-commands.js";
import { pct, qm } from "./guest-tools.js";
import { haManager } from "./ha-manager.js";
import { pvesh } from "./pvesh.js";
import { pvesm } from "./pvesm.js";
import { pveum } from "./pveum.js";
import { qemuImg } from "./qemu-img.js";
import { scp } from "./scp.js";
import { systemCommands } from "./system.js";
import { textCommands } from "./text.js";

/** Everything that a node can run. */
export const commands: Commands = {
  ...textCommands,
  ...fileCommands,
  ...systemCommands,
  scp,
  qm,
  pct,
  pvesh,
  pvesm,
  pveum,
  "ha-manager": haManager,
  "qemu-img": qemuImg,
};
