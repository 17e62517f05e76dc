import type { Diagnostic } from "../../../lib/diagnostic/diagnostic.js";

/** Takes what is wrong with settings, or to be known about them, while they are read: all of it is told at once. */
export type Report = (diagnostic: Diagnostic) => void;
