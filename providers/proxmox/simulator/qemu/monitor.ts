import type { Call } from "../call.js";
import { fail, TransportFailure } from "../failure.js";
import type { Guest } from "../guests/guest.js";

type Answer = (guest: Guest) => string;

/** What QEMU's monitor answers, without the end of the line. */
const answers: Readonly<Record<string, Answer>> = {
  "info status": ({ running }) => `VM status: ${running?.isPaused ? "paused" : "running"}`,
  "info version": () => "10.2.2pve-qemu-kvm_10.2.2-1",
  "info name": ({ config }) => config["name"] ?? "",
  "info kvm": () => "kvm support: enabled",
  "info uuid": ({ config }) => /uuid=([^,]+)/.exec(config["smbios1"] ?? "")?.[1] ?? "",
};
const paused: Readonly<Record<string, boolean>> = { stop: true, s: true, cont: false, c: false };
/** Commands that do something without a word. */
const silent = new Set(["system_reset", "system_powerdown", "system_wakeup", "sendkey", "help", "info"]);
const keyName =
  /^(?:[a-z0-9]|f(?:[1-9]|1[0-2])|kp_(?:\d|add|subtract|multiply|divide|enter|decimal|equals|comma)|(?:shift|alt|ctrl|meta)(?:_r)?|altgr|ret|spc|tab|esc|backspace|delete|insert|home|end|pgup|pgdn|up|down|left|right|minus|equal|bracket_left|bracket_right|semicolon|apostrophe|grave_accent|backslash|comma|dot|slash|asterisk|less|caps_lock|num_lock|scroll_lock|print|sysrq|pause|menu|compose|power|sleep|wake|0x[0-9a-f]+)$/;

/** A line for QEMU's monitor. */
export function monitorAnswer({ parameters }: Call, vmid: number, guest: Guest): string {
  const command = String(parameters["command"]).trim().replace(/\s+/g, " ");
  if (guest.running === undefined) return `ERROR: VM ${vmid} not running\n`;
  const isPaused = paused[command];
  if (isPaused !== undefined) guest.running.isPaused = isPaused;
  const said = answers[command]?.(guest);
  if (said !== undefined) return `${said}\r\n`;
  const word = command.split(" ")[0] ?? "";
  return isPaused !== undefined || silent.has(word) ? "" : `unknown command: '${command}'\r\n`;
}

/** Keys pressed at a guest; what QEMU says of one it doesn't know ends in a line that no HTTP status can have. */
export function pressKeys({ parameters }: Call, vmid: number, guest: Guest): null {
  if (guest.running === undefined) fail(`VM ${vmid} not running`);
  if (
    !String(parameters["key"])
      .split("-")
      .every((key) => keyName.test(key))
  )
    throw new TransportFailure(400, "");
  return null;
}
