import { specification } from "../../../api/specification/specification.js";
import { router } from "../../verify/route.js";
import { CommandFailure, type Process } from "../process.js";
import { answerText, type Format } from "./answer-text.js";
import { optionsOf } from "./options.js";
import { answered, ask } from "./tool.js";

const verbs: Readonly<Record<string, string>> = { get: "GET", set: "PUT", create: "POST", delete: "DELETE" };

/** The API as a command: `pvesh get /nodes --output-format json`. */
export async function pvesh(process: Process): Promise<number | void> {
  if (process.user.name !== "root") throw new CommandFailure("please run as root", 255);
  const [name = "", place = "", ...args] = process.args;
  const verb = verbs[name];
  if (verb === undefined)
    throw new CommandFailure(
      `ERROR: unknown command 'pvesh ${name}'\nUSAGE: pvesh <COMMAND> [ARGS] [OPTIONS]`,
      255,
    );
  const path = `/${place.replace(/^\/+|\/+$/g, "")}`;
  const usage = `pvesh ${name} <api_path> [OPTIONS] [FORMAT_OPTIONS]`;
  return answered(usage, async () => {
    const routed = router(specification(process.world.release))(verb, path);
    if (routed === undefined && path !== "/")
      throw new CommandFailure(`No '${name}' handler defined for '${path}'`, 255);
    const {
      "output-format": format = "text",
      noborder,
      noheader,
      quiet,
      noproxy: _noproxy,
      "human-readable": _human,
      ...parameters
    } = optionsOf(args, { positional: [], known: routed?.method.parameters });
    const answer = await ask(process, { verb, path, parameters });
    if (quiet !== undefined || routed?.method.returns.type === "null") return;
    const look = { format: format as Format, border: noborder === undefined, header: noheader === undefined };
    await process.stdout.write(answerText(answer, look));
  });
}
