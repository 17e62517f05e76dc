import { refuse } from "../../../../../lib/diagnostic/refusal.js";
import type { Work } from "../../../../../lib/schema/resource.js";
import { pause } from "../../../api/pause.js";
import type { Connection } from "../../../connection.js";
import { at, type Target } from "../guest/target.js";

/** Milliseconds between two looks for the task, which is noted before PVE answers. */
const looks = [0, 50, 200, 500, 1000, 2000];

/** Makes a container a template. PVE answers nothing and goes on in a task, which has to be looked for. */
export async function convert(work: Work<Connection>, target: Target): Promise<void> {
  const { api } = work.connection;
  const newest = async (): Promise<string | undefined> => {
    const query = { typefilter: "vztemplate", source: "all", limit: 1 } as const;
    const [row] = await api.get("/nodes/{node}/tasks", { ...at(target), ...query });
    return row?.upid;
  };
  const before = await newest();
  await api.post("/nodes/{node}/lxc/{vmid}/template", at(target));
  for (const wait of looks) {
    await pause(wait, work.signal);
    const task = await newest();
    if (task !== undefined && task !== before) return work.task(task);
  }
  refuse("the conversion to a template can't be followed", {
    path: ["template"],
    detail: "Proxmox VE began it and shows no task of it. Plan again to see what came of it.",
  });
}
