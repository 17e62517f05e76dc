import { decodeObject, encodeObject } from "../../lib/terraform/instance-codec.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { configurationOf } from "../providers/resources/stand.js";
import { diagnosticsIn, errorsIn } from "./answer-diagnostics.js";
import type { StartAsker } from "./asker.js";
import { answerViolations } from "./core-rules.js";
import { environmentOf } from "./executor.js";
import { PluginCalls } from "./plugin-calls.js";

/** Asks the plugin as Terraform does, by a new process each time, and judges the answer as its core does. */
export const startPluginAsker: StartAsker = async (typeName, pve) => {
  const source = await proxmox.dataSources[typeName]?.();
  if (source === undefined) throw new Error(`no ${typeName}`);
  const { attributes } = source;
  return {
    ask: async (code) => {
      const plugin = new PluginCalls(environmentOf(pve));
      const config = encodeObject(attributes, configurationOf(source, code));
      const asked = { type_name: typeName, config };
      try {
        const checked = await plugin.call("ValidateDataResourceConfig", asked);
        if (errorsIn(checked).length > 0) return { values: undefined, diagnostics: diagnosticsIn(checked) };
        await plugin.configure({});
        const answer = await plugin.call("ReadDataSource", asked);
        const diagnostics = diagnosticsIn(answer);
        if (errorsIn(answer).length > 0) return { values: undefined, diagnostics };
        const values = decodeObject(attributes, answer["state"]);
        const broken = answerViolations(values);
        if (broken.length > 0) throw new Error(`core would refuse this answer: ${broken.join("; ")}`);
        return { values, diagnostics };
      } finally {
        await plugin.call("StopProvider", {});
      }
    },
    close: async () => undefined,
  };
};
