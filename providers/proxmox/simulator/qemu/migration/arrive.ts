import { textOf, type Call } from "../../call.js";
import { fail } from "../../failure.js";
import type { Guest } from "../../guests/guest.js";
import type { Journal } from "../../guests/migration/journal.js";
import type { PlannedMove } from "../../guests/migration/volume-move.js";
import type { TaskHandle } from "../../worker.js";
import { startProblem } from "../start-checks.js";
import { transferMilliseconds } from "../../guests/transfer-time.js";
import { namedVolumes } from "./volumes.js";

interface Going {
  readonly vmid: number;
  readonly guest: Guest;
  readonly target: string;
}

interface Reporting {
  readonly moves: readonly PlannedMove[];
  readonly journal: Journal;
  readonly task: TaskHandle;
}

/** A running guest is started once more on the other node, its disks and its memory follow, and it goes on there. */
export async function arriveRunning(call: Call, going: Going, reporting: Reporting): Promise<void> {
  const { world } = call;
  const { vmid, guest, target } = going;
  const { journal, task } = reporting;
  journal.info(`starting VM ${vmid} on remote node '${target}'`);
  await startThere(call, going, reporting);
  const mirrored = reporting.moves.filter(({ way }) => way === "mirror");
  for (const { volid, renamed } of mirrored) journal.info(`volume '${volid}' is '${renamed}' on the target`);
  journal.info("start remote tunnel");
  await task.sleep(500);
  journal.info("ssh tunnel ver 1");
  await mirror(call, going, { ...reporting, moves: mirrored });
  await carryMemory(call, going, reporting);
  for (const move of mirrored) finishMirror(driveOf(guest, move), task);
  if (mirrored.length > 0) journal.info("stopping NBD storage migration server on target.");
  await task.sleep(500);
  const isPaused = guest.running?.isPaused === true;
  guest.running = { since: world.clock.now(), isPaused };
}

/** The other node starts it in a task of its own, and finds there what a start finds. */
async function startThere({ world, ...call }: Call, { vmid, guest, target }: Going, { moves }: Reporting) {
  const going = new Set(moves.map(({ volid }) => volid));
  const slots = new Set(namedVolumes(guest).flatMap(({ volid, slot }) => (going.has(volid) ? [slot] : [])));
  // Its disks follow, and what cloud-init is told stands on one of them already.
  const left = (key: string) => slots.has(key) || key === "cicustom";
  const config = Object.fromEntries(Object.entries(guest.config).filter(([key]) => !left(key)));
  const there = { ...guest, node: target, config };
  const upid = world.tasks.run(
    { node: target, type: "qmstart", id: vmid, user: "root@pam" },
    async (task) => {
      const problem = startProblem({ ...call, world, local: target }, there);
      if (problem !== undefined) throw new Error(problem);
      await task.sleep(300);
    },
  );
  await world.tasks.ended(upid);
  const { exit = "" } = world.tasks.find(upid);
  if (exit !== "OK" && !exit.startsWith("WARNINGS")) fail("remote command failed with exit code 255");
}

async function mirror(
  call: Call,
  { guest, vmid }: Going,
  { moves, journal, task }: Reporting,
): Promise<void> {
  if (moves.length === 0) return;
  journal.info("starting storage migration");
  for (const move of moves) {
    const drive = driveOf(guest, move);
    const socket = `nbd:unix:/run/qemu-server/${vmid}_nbd.migrate:exportname=drive-${drive}`;
    journal.info(`${drive}: start migration to ${socket}`);
    task.log(`drive mirror is starting for drive-${drive}`);
    const milliseconds = transferMilliseconds(
      { total: move.bytes, filled: move.bytes },
      textOf(call, "bwlimit"),
    );
    const size = `${(move.bytes / 2 ** 30).toFixed(1)} GiB`;
    task.log(`drive-${drive}: transferred 0.0 B of ${size} (0.00%) in 0s`);
    await task.sleep(milliseconds);
    const seconds = Math.round(milliseconds / 1000);
    task.log(`drive-${drive}: transferred ${size} of ${size} (100.00%) in ${seconds}s, ready`);
  }
  task.log("all 'mirror' jobs are ready");
  journal.info("switching mirror jobs to actively synced mode");
  for (const move of moves) {
    task.log(`drive-${driveOf(guest, move)}: switching to actively synced mode`);
    task.log(`drive-${driveOf(guest, move)}: successfully switched to actively synced mode`);
  }
}

async function carryMemory(call: Call, { vmid, guest }: Going, { journal, task }: Reporting): Promise<void> {
  const socket = `unix:/run/qemu-server/${vmid}.migrate`;
  const megabytes = Number(/\d+/.exec(guest.config["memory"] ?? "512")?.[0] ?? 512);
  const limit = textOf(call, "bwlimit");
  journal.info(`starting online/live migration on ${socket}`);
  journal.info("set migration capabilities");
  if (Number(limit ?? 0) > 0) journal.info(`migration speed limit: ${Number(limit) / 1024} MiB/s`);
  journal.info("migration downtime limit: 100 ms");
  journal.info("migration cachesize: 64.0 MiB");
  journal.info("set migration parameters");
  journal.info(`start migrate command to ${socket}`);
  const bytes = megabytes * 2 ** 20;
  const milliseconds = transferMilliseconds({ total: bytes, filled: bytes }, limit);
  await task.sleep(milliseconds);
  const speed = (megabytes / Math.max(1, milliseconds / 1000)).toFixed(1);
  journal.info(`average migration speed: ${speed} MiB/s - downtime 20 ms`);
  journal.info("migration status: completed");
}

function finishMirror(drive: string, task: TaskHandle): void {
  task.log("all 'mirror' jobs are ready");
  task.log(`drive-${drive}: Completing block job...`);
  task.log(`drive-${drive}: Completed successfully.`);
  task.log(`drive-${drive}: mirror-job finished`);
}

/** The slot in which a volume is: its drive's name in QEMU. */
function driveOf(guest: Guest, { volid }: PlannedMove): string {
  return namedVolumes(guest).find((volume) => volume.volid === volid)?.slot ?? "";
}
