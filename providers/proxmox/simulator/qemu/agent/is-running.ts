import type { Guest } from "../../guests/guest.js";
import type { World } from "../../world.js";
import { hasSystem } from "../system.js";
import { agentOf } from "./script.js";

/** The agent needs its channel, which the running guest has since its start, and a system that isn't paused. */
export function isAgentRunning(world: World, vmid: number, guest: Guest): boolean {
  const { answers = hasSystem(world, guest) } = agentOf(world, vmid).script;
  return isAgentConfigured(guest) && guest.running?.isPaused === false && answers;
}

export function isAgentConfigured({ config }: Guest): boolean {
  return /(?:^|,)(?:enabled=)?1/.test(config["agent"] ?? "");
}
