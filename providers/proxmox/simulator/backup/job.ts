import { requirePrivileges } from "../access/check.js";
import { privilegesAt } from "../access/permissions.js";
import { textOf, type Call } from "../call.js";
import { fail, parameterFailure } from "../failure.js";
import { UnexpectedEnd, type TaskHandle } from "../worker.js";
import { commandLine } from "./command-line.js";
import { backUpGuest, type Job } from "./guest.js";
import { assertNotesTemplate } from "./notes.js";
import { assertBackupPermitted } from "./permitted.js";
import { selectionOf, type Selection } from "./selection.js";
import { selectionProblem } from "./selection-problem.js";
import { targetOf } from "./target.js";

const lockFile = "/var/run/vzdump.lock";

/** POST vzdump: backs up guests of a node, one after the other. */
export function backUp(call: Call): string {
  const { world, parameters, user, local } = call;
  assertBackupPermitted(call);
  if (Number(parameters["stdout"] ?? 0) === 1)
    throw parameterFailure({ stdout: "option is only allowed on the command line interface." });
  assertNotesTemplate(textOf(call, "notes-template"));
  const isStopping = Number(parameters["stop"] ?? 0) === 1;
  const problem = isStopping && !("vmid" in parameters) ? undefined : selectionProblem(parameters);
  if (problem !== undefined) throw parameterFailure(problem);
  const storage = textOf(call, "storage");
  if (storage !== undefined) requirePrivileges(call, `/storage/${storage}`, ["Datastore.AllocateSpace"]);
  const selection = selectionOf(call);
  if (isStopping) stopBackups(call);
  const isAll = Number(parameters["all"] ?? 0) === 1 && !isStopping;
  const [first, ...rest] = selection.own;
  if (first === undefined && !isAll) return "OK";
  const id = first !== undefined && rest.length === 0 ? first : "";
  return world.tasks.run({ node: local, type: "vzdump", id, user }, (task) => run(call, selection, task));
}

/** Ends the backups that a node makes just now. */
function stopBackups({ world, local }: Call): void {
  for (const { upid, type, node, end } of world.tasks.list())
    if (type === "vzdump" && node === local && end === undefined) world.tasks.stop(upid);
}

/** One job at a time on each node. */
async function run(call: Call, selection: Selection, task: TaskHandle): Promise<void> {
  const { world, local, parameters } = call;
  const target = targetOf(call);
  const info = (line: string) => task.log(`INFO: ${line}`);
  const waiting = {
    signal: task.signal,
    log: (line: string) => info(line.startsWith("trying") ? waitingText : "got global lock"),
  };
  const wish = {
    file: `${lockFile} of ${local}`,
    mode: "exclusive",
    patienceMilliseconds: Number(parameters["lockwait"] ?? 180) * 60_000,
    problem: (reason: string) => {
      task.say(`ERROR: can't acquire lock '${lockFile}' - ${reason}`);
      throw new UnexpectedEnd();
    },
  } as const;
  await world.locks.during(
    wish,
    async () => {
      info(`starting new backup job: ${commandLine(call)}`);
      if (selection.others.length > 0) info(`skip external VMs: ${selection.others.join(", ")}`);
      const vmids = permitted(call, selection.own);
      const failed = await inTurn({ call, task, target }, vmids);
      info(`Backup job finished ${failed > 0 ? "with errors" : "successfully"}`);
      if (failed > 0) fail("job errors");
    },
    waiting,
  );
}

/** How many of the guests could not be backed up. */
async function inTurn(job: Job, vmids: readonly number[]): Promise<number> {
  let failed = 0;
  try {
    for (const vmid of vmids) if ((await backUpGuest(job, vmid)) === "failed") failed++;
  } catch (thrown) {
    job.task.say(`ERROR: Backup job failed - ${(thrown as Error).message}`);
    throw thrown;
  }
  return failed;
}

const waitingText = "trying to get global lock - waiting...";

/** Of all guests, those that the asking user may back up; others than those must not be named. */
function permitted(call: Call, vmids: readonly number[]): readonly number[] {
  const isNamed = textOf(call, "vmid") !== undefined;
  return vmids.filter((vmid) => {
    if (isNamed) requirePrivileges(call, `/vms/${vmid}`, ["VM.Backup"]);
    return isNamed || privilegesAt(call.world, call.user, `/vms/${vmid}`).has("VM.Backup");
  });
}
