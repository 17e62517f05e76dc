import { journalInFile } from "../../../lib/journal/journal-in-file.js";

/** A process of its own that begins something, says so and lives until it is killed. */
await journalInFile(process.argv[2] ?? "").begin({ type: "toy_thing", fingerprint: "f", writes: [] });
process.send?.("begun");
setInterval(() => undefined, 60_000);
