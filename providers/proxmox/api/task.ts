import { warning } from "../../../lib/diagnostic/diagnostic.js";
import { refuse } from "../../../lib/diagnostic/refusal.js";
import type { TaskListener } from "../../../lib/schema/provider.js";
import type { Client } from "./client.js";
import { path } from "./path.js";

interface Status {
  readonly status: "running" | "stopped";
  readonly exitstatus?: string;
}

interface LogLine {
  readonly n: number;
  readonly t: string;
}

const shortest = 20;
const longest = 2000;

/** Waits until a task ends; its log is told as it grows. Throws a refusal with the log's end if it failed. */
export async function waitForTask(client: Client, upid: string, listener: TaskListener): Promise<void> {
  const node = upid.split(":")[1] ?? "";
  let read = 0;
  const tell = async () => {
    const lines = await client.get<readonly LogLine[]>(path`/nodes/${node}/tasks/${upid}/log`, {
      start: read,
      limit: 500,
    });
    for (const { n, t } of lines.filter((line) => line.n > read && line.t !== "no content")) {
      read = n;
      listener.log(t);
      const percent = /\((\d+(?:\.\d+)?)\s*%\)|(\d+(?:\.\d+)?)%/.exec(t);
      if (percent !== null) listener.progress(Number(percent[1] ?? percent[2]) / 100);
    }
  };
  for (let wait = shortest; ; wait = Math.min(longest, wait * 1.5)) {
    const { status, exitstatus = "" } = await client.get<Status>(path`/nodes/${node}/tasks/${upid}/status`);
    if (status === "stopped") {
      if (exitstatus === "OK") return;
      await tell();
      if (!/^WARNINGS/.test(exitstatus)) await failed(client, { upid, node, exitstatus });
      listener.warn(warning(`the task ended with ${exitstatus.toLowerCase()}`, { detail: `${upid}` }));
      return;
    }
    if (wait > 500) await tell();
    if (listener.signal.aborted)
      refuse("interrupted while a task runs", { detail: `${upid} goes on. The next run finds it.` });
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

async function failed(
  client: Client,
  { upid, node, exitstatus }: { readonly upid: string; readonly node: string; readonly exitstatus: string },
): Promise<never> {
  const lines = await client.get<readonly LogLine[]>(path`/nodes/${node}/tasks/${upid}/log`, {
    start: 0,
    limit: 500,
  });
  const tail = lines.slice(-6).map(({ t }) => `  ${t}`);
  refuse(`Proxmox VE's task failed: ${exitstatus}`, {
    detail: [`${upid}`, "Its log ends with:", ...tail].join("\n"),
  });
}
