import type { RunProcess } from "../engine/run-process.js";
import type { CommandContext } from "./context.js";

/**
 * Runs the app, and loads what works on its stacks beside it: once it runs, for it takes far longer, and would start
 * later else. Commands that have no stack load none of it.
 */
export async function runApp(context: CommandContext) {
  const { environment, folder: directory, signal } = context;
  const [{ loadApp }, { runProcess }] = await Promise.all([
    import("../engine/load-app.js"),
    import("../engine/run-process.js"),
  ]);
  const load = () => Promise.all([import("../engine/open-stack.js"), context.provider()]);
  let beside: ReturnType<typeof load> | undefined;
  const run: RunProcess = async (options) => {
    const running = runProcess(options);
    beside = load();
    const [code] = await Promise.all([running, beside]);
    return code;
  };
  const app = await loadApp({ directory, environment, signal, run });
  const [{ openStack }, provider] = await (beside ?? load());
  return { app, openStack, provider };
}
