export * from "../simulator/index.js";
export { apply } from "./apply.js";
export type { Applied } from "./carry-out.js";
export type { Changes } from "./changes.js";
export { destroy } from "./destroy.js";
export { plan, type Planned } from "./plan.js";
export type { TestOptions } from "./with-stacks.js";
