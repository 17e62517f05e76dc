import { slice, type World } from "../../world.js";

/** An interface as the guest's system tells it. */
export interface GuestInterface {
  readonly name: string;
  readonly "hardware-address"?: string;
  readonly "ip-addresses"?: readonly {
    readonly "ip-address": string;
    readonly "ip-address-type": "ipv4" | "ipv6";
    readonly prefix: number;
  }[];
}

/** How a command ends that is run in the guest. */
export interface CommandResult {
  readonly exitcode?: number;
  readonly out?: string;
  readonly err?: string;
}

/** What the agent of one guest answers; what is not said comes from the guest's configuration. */
export interface AgentScript {
  /** False: no agent, whatever the guest boots. True: an agent, even where the guest has nothing to boot. */
  readonly answers?: boolean;
  readonly interfaces?: readonly GuestInterface[];
  readonly osinfo?: Readonly<Record<string, string>>;
  readonly users?: readonly Readonly<Record<string, unknown>>[];
  readonly filesystems?: readonly Readonly<Record<string, unknown>>[];
  readonly hostName?: string;
  /** Path to content. */
  readonly files?: Readonly<Record<string, string>>;
  /** Command and arguments with blanks between them, to how it ends; any other ends well and says nothing. */
  readonly commands?: Readonly<Record<string, CommandResult>>;
}

/** What a guest's agent was told and has done. */
export interface AgentState {
  script: AgentScript;
  /** Path to the bytes in base64. */
  readonly files: Map<string, string>;
  readonly processes: Map<number, CommandResult>;
  isFrozen: boolean;
}

const states = slice("qemu-agent", () => new Map<number, AgentState>());

/** The agent of a guest, as it was left. */
export function agentOf(world: World, vmid: number): AgentState {
  const known = states(world).get(vmid);
  if (known !== undefined) return known;
  const fresh: AgentState = { script: {}, files: new Map(), processes: new Map(), isFrozen: false };
  states(world).set(vmid, fresh);
  return fresh;
}

/** Tells what the agent of a guest answers from now on. */
export function scriptAgent(world: World, vmid: number, script: AgentScript): void {
  const state = agentOf(world, vmid);
  state.script = script;
  for (const [path, content] of Object.entries(script.files ?? {}))
    state.files.set(path, Buffer.from(content, "utf8").toString("base64"));
}
