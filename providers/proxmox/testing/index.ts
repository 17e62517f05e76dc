export { heldClock, instantClock, realClock, scaledClock, type Clock } from "../simulator/clock.js";
export type { NewSystemUser } from "../simulator/ssh/system-users.js";
export { simulate, type Simulation, type SimulationOptions } from "../simulator/simulate.js";
export type { Controls, Locked } from "../simulator/faults/controls.js";
export type { Fault, RequestEffect, TaskEffect } from "../simulator/faults/fault.js";
export type { SimulatedNode } from "../simulator/simulated-node.js";
export type { NodeCondition } from "../simulator/nodes/node.js";
