import { acquireLock } from "../../../lib/engine/lock/acquire-lock.js";

/** A process of its own that takes a lock, says so and lives until it is killed. */
await acquireLock(process.argv[2] ?? "", "a child");
process.send?.("held");
setInterval(() => undefined, 60_000);
