import { trimmed } from "./trimmed.js";

/** Text that is taken out by writing none, where the API has no other way. */
export const emptied = { ...trimmed, clear: { value: "" } } as const;
