import { listOf, type Call } from "../call.js";

const untold = new Set(["vmid", "id", "enabled", "schedule", "node", "stdout"]);

/** A request as the command that would be the same: `vzdump 100 --storage local --node pve1`. */
export function commandLine(call: Call): string {
  const { parameters, local } = call;
  const options = Object.entries(parameters)
    .filter(([name, value]) => !untold.has(name) && String(value) !== "")
    .map(([name, value]) => ` --${name} ${quoted(String(value))}`);
  return ["vzdump", ...listOf(call, "vmid")].join(" ") + options.join("") + ` --node ${local}`;
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}
