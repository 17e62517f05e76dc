import { servePlugin } from "../../../lib/terraform/wire/serve.js";
import { endPromptly } from "./end-promptly.js";

const announce = process.stdout.write.bind(process.stdout);
// Terraform reads one line from stdout; whatever else is written there would break the handshake.
process.stdout.write = process.stderr.write.bind(process.stderr);
// Ctrl-C reaches the whole process group; Terraform asks us to stop in its own way.
process.on("SIGINT", () => undefined);

endPromptly();

const load = () => import("../plugin.js");
let plugin: ReturnType<typeof load> | undefined;

void servePlugin(
  // Loaded when Terraform first asks something: it waits for the handshake, and often for no more.
  async () => (await (plugin ??= load())).handlers,
  {
    environment: process.env,
    announce: (line) => void announce(`${line}\n`),
    exit: (code) =>
      void (plugin ?? Promise.resolve(undefined))
        .then((loaded) => loaded?.end())
        .finally(() => process.exit(code)),
  },
);
