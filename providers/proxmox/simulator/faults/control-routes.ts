import type { NodeCondition } from "../nodes/node.js";
import type { AgentScript } from "../qemu/agent/script.js";
import type { SimulatedNode } from "../simulated-node.js";
import type { Controls, Locked } from "./controls.js";
import { parseFault } from "./parse-fault.js";

/** A wrong request to the control endpoint. */
export class ControlFailure extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export interface ControlCall {
  readonly controls: Controls;
  /** What stands in the path's place. */
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ControlRoute {
  readonly does: string;
  readonly answer: (call: ControlCall) => unknown;
}

const conditions: readonly NodeCondition[] = ["online", "isolated", "refusing", "hanging", "off"];

/** The control endpoint's methods, by verb and path; `{}` stands for a name. */
export const controlRoutes: Readonly<Record<string, ControlRoute>> = {
  "GET /": { does: "lists these methods", answer: () => index() },
  "GET /requests": {
    does: "lists the requests that came to the nodes",
    answer: ({ controls }) => controls.requests,
  },
  "DELETE /requests": {
    does: "forgets them",
    answer: ({ controls }) => void controls.requests.splice(0),
  },
  "GET /faults": {
    does: "lists what shall go wrong, and how often it did",
    answer: ({ controls }) => controls.faults.list(),
  },
  "POST /faults": {
    does: "adds a fault: { when, then }",
    answer: ({ controls, body }) => controls.faults.add(checked(() => parseFault(body))),
  },
  "DELETE /faults": { does: "removes all faults", answer: ({ controls }) => controls.faults.clear() },
  "DELETE /faults/{}": {
    does: "removes a fault",
    answer: ({ controls, name }) => {
      if (!controls.faults.remove(name)) throw new ControlFailure(404, `there is no fault '${name}'`);
    },
  },
  "GET /clock": { does: "tells the time: { now }", answer: ({ controls }) => timeOf(controls) },
  "POST /clock/advance": {
    does: "lets time pass: { milliseconds }",
    answer: async ({ controls, body }) => {
      await controls.clock.advance(amount(body, "milliseconds"));
      return timeOf(controls);
    },
  },
  "GET /nodes": {
    does: "lists the nodes: where they answer, how they fare",
    answer: ({ controls }) => [...controls.nodes.values()].map(told),
  },
  "PUT /nodes/{}": {
    does: `lets a node fare so: { condition: ${conditions.join(" | ")} }`,
    answer: async (call) => {
      const node = nodeOf(call);
      const condition = conditions.find((each) => each === call.body["condition"]);
      if (condition === undefined)
        throw new ControlFailure(400, `condition must be one of ${conditions.join(", ")}`);
      await node.become(condition);
      return told(node);
    },
  },
  "POST /nodes/{}/down": { does: "takes a node's power away", answer: (call) => nodeOf(call).down() },
  "POST /nodes/{}/up": { does: "makes a node as it should be", answer: (call) => nodeOf(call).up() },
  "POST /nodes/{}/maintenance": {
    does: "lets HA leave a node for its maintenance, or come back: { mode: enable | disable }",
    answer: (call) => {
      const { name } = nodeOf(call);
      const { mode } = call.body;
      if (mode !== "enable" && mode !== "disable")
        throw new ControlFailure(400, "mode must be one of enable, disable");
      call.controls.maintenance[mode](name);
    },
  },
  "POST /quorum/lose": { does: "takes the quorum away", answer: ({ controls }) => controls.quorum.lose() },
  "POST /quorum/regain": { does: "gives it back", answer: ({ controls }) => controls.quorum.regain() },
  "PUT /agents/{}": {
    does: "tells what a guest's agent answers: { answers, interfaces, osinfo, users, filesystems, hostName, files, commands }",
    answer: ({ controls, name, body }) =>
      checked(() => controls.agent(vmidOf(name), body as unknown as AgentScript)),
  },
  "PUT /storages/{}/capacity": {
    does: "says how much fits on a storage: { bytes }",
    answer: ({ controls, name, body }) => checked(() => controls.capacity(name, amount(body, "bytes"))),
  },
  "POST /locks": {
    does: "holds a lock for a time: { vmid | file (node), milliseconds }",
    answer: ({ controls, body }) => void controls.hold(locked(body), amount(body, "milliseconds")),
  },
};

function index(): readonly object[] {
  return Object.entries(controlRoutes).map(([method, { does }]) => ({ method, does }));
}

function timeOf({ clock }: Controls): object {
  return { now: new Date(clock.now()).toISOString() };
}

function told({ name, endpoint, fingerprint, condition }: SimulatedNode): object {
  return { name, endpoint, fingerprint, condition };
}

function nodeOf({ controls, name }: ControlCall): SimulatedNode {
  const node = controls.nodes.get(name);
  if (node !== undefined) return node;
  throw new ControlFailure(
    404,
    `there is no node '${name}'; there are: ${[...controls.nodes.keys()].join(", ")}`,
  );
}

function vmidOf(name: string): number {
  const vmid = Number(name);
  if (Number.isInteger(vmid)) return vmid;
  throw new ControlFailure(400, `'${name}' is no number of a guest`);
}

function amount(body: ControlCall["body"], name: string): number {
  const value = body[name];
  if (typeof value === "number" && value >= 0) return value;
  throw new ControlFailure(400, `'${name}' must be a number of 0 or more, not ${JSON.stringify(value)}`);
}

function locked({ vmid, file, node }: ControlCall["body"]): Locked {
  if (typeof vmid === "number") return { vmid };
  if (typeof file === "string") return { file, ...(typeof node === "string" ? { node } : {}) };
  throw new ControlFailure(400, "a lock is on a guest (vmid, a number) or on a file (file, its path)");
}

function checked<T>(parse: () => T): T {
  try {
    return parse();
  } catch (thrown) {
    if (thrown instanceof ControlFailure) throw thrown;
    throw new ControlFailure(400, (thrown as Error).message);
  }
}
