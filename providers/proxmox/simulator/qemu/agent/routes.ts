import { elementsOf, textOf, type Call, type Handler, type Routes } from "../../call.js";
import { fail } from "../../failure.js";
import type { Guest } from "../../guests/guest.js";
import { onGuest } from "../../guests/on.js";
import { takePending } from "../change.js";
import { isAgentRunning } from "./is-running.js";
import { agentAnswer } from "./queries.js";
import { agentOf } from "./script.js";

const base = "/nodes/{node}/qemu/{vmid}/agent";
const reading = [
  "get-fsinfo",
  "get-host-name",
  "get-memory-block-info",
  "get-memory-blocks",
  "get-osinfo",
  "get-time",
  "get-timezone",
  "get-users",
  "get-vcpus",
  "info",
  "network-get-interfaces",
];
const acting = [
  "fsfreeze-freeze",
  "fsfreeze-status",
  "fsfreeze-thaw",
  "fstrim",
  "ping",
  "shutdown",
  "suspend-disk",
  "suspend-hybrid",
  "suspend-ram",
];
const withParameters = ["exec", "exec-status", "file-read", "file-write", "set-user-password"];

/** What can be asked of the agent within a guest. */
export const agentRoutes: Routes = {
  [`GET ${base}`]: () => [...reading, ...acting, ...withParameters].sort().map((name) => ({ name })),
  [`POST ${base}`]: ask((call) => String(call.parameters["command"])),
  ...Object.fromEntries(reading.map((command) => [`GET ${base}/${command}`, ask(() => command)])),
  ...Object.fromEntries(acting.map((command) => [`POST ${base}/${command}`, ask(() => command)])),
  [`POST ${base}/exec`]: answering(execute),
  [`GET ${base}/exec-status`]: answering(executed),
  [`GET ${base}/file-read`]: answering(readFile),
  [`POST ${base}/file-write`]: answering(writeFile),
  [`POST ${base}/set-user-password`]: answering(() => ({ result: {} })),
};

type Answering = (call: Call, vmid: number, guest: Guest) => unknown;

/** A command for an agent that must be there to hear it. */
function answering(handler: Answering): Handler {
  return onGuest("qemu", (call, vmid, guest) => {
    if (guest.config["agent"] === undefined) fail("No QEMU guest agent configured");
    if (guest.running === undefined) fail(`VM ${vmid} is not running`);
    if (!isAgentRunning(call.world, vmid, guest)) fail("QEMU guest agent is not running");
    return handler(call, vmid, guest);
  });
}

function ask(commandOf: (call: Call) => string): Handler {
  return answering((call, vmid, guest) => {
    const command = commandOf(call);
    if (command === "shutdown") void shutDown(call, vmid, guest);
    return { result: agentAnswer({ world: call.world, guest, agent: agentOf(call.world, vmid) }, command) };
  });
}

async function shutDown(call: Call, vmid: number, guest: Guest): Promise<void> {
  await call.world.clock.sleep(800);
  if (guest.running !== undefined) takePending(call, vmid, guest);
}

function execute(call: Call, vmid: number) {
  const { processes, script } = agentOf(call.world, vmid);
  const pid = 1000 + processes.size;
  processes.set(pid, script.commands?.[elementsOf(call.parameters["command"]).join(" ")] ?? {});
  return { pid };
}

function executed(call: Call, vmid: number) {
  const pid = Number(call.parameters["pid"]);
  const ended =
    agentOf(call.world, vmid).processes.get(pid) ?? fail(`Agent error: PID ${pid} does not exist`);
  return {
    exited: 1,
    exitcode: ended.exitcode ?? 0,
    ...(ended.out === undefined ? {} : { "out-data": ended.out }),
    ...(ended.err === undefined ? {} : { "err-data": ended.err }),
  };
}

function readFile(call: Call, vmid: number) {
  const path = String(call.parameters["file"]);
  const stored =
    agentOf(call.world, vmid).files.get(path) ??
    fail(`Agent error: failed to open file '${path}' (mode: 'r'): No such file or directory`);
  const offset = Number(call.parameters["offset"] ?? 0);
  const count = Number(call.parameters["count"] ?? 2 ** 24);
  const whole = Buffer.from(stored, "base64");
  const part = whole.subarray(offset, offset + count);
  const isDecoded = Number(call.parameters["decode"] ?? 1) === 1;
  return {
    content: part.toString(isDecoded ? "utf8" : "base64"),
    "bytes-read": part.length,
    ...(offset + part.length < whole.length ? { truncated: 1 } : {}),
  };
}

function writeFile(call: Call, vmid: number): undefined {
  const content = textOf(call, "content") ?? "";
  const isEncoded = Number(call.parameters["encode"] ?? 1) === 0;
  const bytes = isEncoded ? content : Buffer.from(content, "utf8").toString("base64");
  agentOf(call.world, vmid).files.set(String(call.parameters["file"]), bytes);
}
