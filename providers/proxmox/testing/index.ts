export { heldClock, instantClock, realClock, scaledClock, type Clock } from "../simulator/clock.js";
export type { NewSystemUser } from "../simulator/ssh/system-users.js";
export { simulate, type Simulation, type SimulationOptions } from "../simulator/simulate.js";
