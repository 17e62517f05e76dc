import { managed, required } from "../../../../../lib/schema/roles.js";
import { flag, integer, textLike } from "../../../../../lib/schema/types.js";
import { cold } from "../guest/effects.js";
import { lineMap } from "../guest/line-map.js";
import { lineNotation } from "../guest/line.js";
import { pluggedOnce } from "./effects.js";

const device = textLike(/^\/dev\/[^,]+$/, "must be a device of the node: /dev/ttyUSB0");
const mode = textLike(/^0[0-7]{3}$/, "must be four octal digits: 0660");

/** Devices of the node that the container has too. */
// prettier-ignore
export const devices = lineMap({ slot: { dev: 255 }, notation: lineNotation("path"), effect: pluggedOnce }, "Devices of the node that it has too, by slot; root@pam only.", {
  path: required(device, "The device: /dev/ttyUSB0.", { effect: cold }),
  mode: managed(mode, "Access mode; 0660 if unset.", { effect: cold }),
  uid: managed(integer({ min: 0 }), "Owner in the container; root if unset.", { effect: cold }),
  gid: managed(integer({ min: 0 }), "Group in the container; root if unset.", { effect: cold }),
  deny_write: managed(flag, "Can only be read.", { key: "deny-write", effect: cold }),
});
