import { setMaintenance } from "../../cluster/ha/maintenance.js";
import type { Process } from "../process.js";
import type { Options } from "./options.js";
import { tool, type OwnCommand, type ToolCommand } from "./tool.js";

type Rows = readonly Readonly<Record<string, string | number | undefined>>[];

const resources = "/cluster/ha/resources";
const move = (kind: "migrate" | "relocate"): ToolCommand => ({
  method: `POST ${resources}/{sid}/${kind}`,
  positional: ["sid", "node"],
  print: () => "",
});

/** HA from a node's command line; a node's maintenance is asked for here alone. */
export const haManager = tool("ha-manager", {
  status: { method: "GET /cluster/ha/status/current", print: statusText },
  config: { method: `GET ${resources}`, print: configText },
  add: { method: `POST ${resources}`, positional: ["sid"] },
  set: { method: `PUT ${resources}/{sid}`, positional: ["sid"] },
  remove: { method: `DELETE ${resources}/{sid}`, positional: ["sid"] },
  migrate: move("migrate"),
  relocate: move("relocate"),
  "crm-command migrate": move("migrate"),
  "crm-command relocate": move("relocate"),
  "crm-command node-maintenance enable": maintenance("enable"),
  "crm-command node-maintenance disable": maintenance("disable"),
});

function maintenance(mode: "enable" | "disable"): OwnCommand {
  return {
    positional: ["node"],
    own: async ({ world }: Process, { node = "" }: Options) => setMaintenance(world, node, mode),
  };
}

function statusText(answer: unknown): string {
  return (answer as Rows)
    .filter(({ type }) => type !== "fencing")
    .map(({ type, sid, status }) => `${type} ${type === "service" ? `${sid} ` : ""}${shortened(status)}\n`)
    .join("");
}

/** A service's row names it once. */
function shortened(status: string | number | undefined): string {
  return String(status).replace(/^(?:vm|ct):\d+ /, "");
}

function configText(answer: unknown): string {
  return (answer as Rows)
    .map(({ sid, digest: _digest, type: _type, ...values }) => {
      const lines = Object.entries(values).map(([key, value]) => `\t${key} ${value}\n`);
      return `${sid}\n${lines.join("")}\n`;
    })
    .join("");
}
