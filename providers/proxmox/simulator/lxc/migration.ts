import { textOf, type Call } from "../call.js";
import { blockingResources, dependentResources } from "../cluster/ha/motion.js";
import { fail } from "../failure.js";
import { unusedSlot, type Guest } from "../guests/guest.js";
import type { Journal } from "../guests/migration/journal.js";
import { assertTakers } from "../guests/migration/assert-takers.js";
import { migrating } from "../guests/migration/migrating.js";
import { storageMapOf, targetStorage, type StorageMap } from "../guests/migration/storage-map.js";
import { assertReachable, targetOf } from "../guests/migration/target.js";
import { transferMilliseconds } from "../guests/transfer-time.js";
import { planMove, type PlannedMove } from "../guests/migration/volume-move.js";
import { enabledStorage } from "../storages/enabled.js";
import { contentsOf, isShared, storageOf } from "../storages/properties.js";
import { split } from "../storages/volume.js";
import type { TaskHandle } from "../worker.js";
import { kindOf, mountPointsOf } from "./mount-point.js";
import { startWorker } from "./power.js";

/** Whether and where to a container could be moved. */
export function migrationConditions({ world, local }: Call, vmid: number, guest: Guest): object {
  const dependent = dependentResources(world, vmid);
  const others = [...world.nodes.keys()].filter((node) => node !== local).sort();
  const blocking = others.map((node) => [node, blockingResources(world, vmid, node)] as const);
  return {
    running: guest.running === undefined ? 0 : 1,
    "allowed-nodes": blocking.filter(([, by]) => by.length === 0).map(([node]) => node),
    "not-allowed-nodes": Object.fromEntries(
      blocking.filter(([, by]) => by.length > 0).map(([node, by]) => [node, { "blocking-ha-resources": by }]),
    ),
    ...(dependent.length === 0 ? {} : { "dependent-ha-resources": dependent }),
  };
}

/** POST migrate: a running container is shut down, moved and started again, where that is asked for. */
export function migrateContainer(call: Call, vmid: number, guest: Guest): string {
  const { world, user, local } = call;
  const target = targetOf(call);
  const [isOnline, isRestart] = [textOf(call, "online") === "1", textOf(call, "restart") === "1"];
  if (guest.running !== undefined && !isOnline && !isRestart)
    fail("can't migrate running container without --online or --restart");
  const map = storageMapOf(call, "target-storage");
  assertTakers(call, map, { target, content: "rootdir" });
  const wasRunning = guest.running !== undefined;
  return world.tasks.run(
    { node: local, type: "vzmigrate", id: vmid, user },
    migrating({
      world,
      vmid,
      guest,
      target,
      word: "CT",
      prepare: async (journal, task) => {
        if (guest.lock !== undefined) fail(`CT is locked (${guest.lock})`);
        if (guest.running !== undefined && isOnline) fail("lxc live migration is currently not implemented");
        if (guest.running !== undefined && !isRestart)
          fail("running container can only be migrated in restart mode");
        assertMovable(call, { guest, target, map });
        assertReachable(world, local, target);
        if (guest.running === undefined) return;
        journal.info(`shutdown CT ${vmid}`);
        await task.sleep(800);
        guest.running = undefined;
      },
      carry: (journal, task) => copyVolumes(call, { vmid, guest, target, map }, { journal, task }),
      arrive: async () => undefined,
      settle: async (journal) => {
        journal.info("start final cleanup");
        if (!wasRunning || !isRestart) return;
        const { address } = world.nodes.get(target) ?? { address: target };
        journal.info("start container on target node");
        journal.info(
          `# /usr/bin/ssh -e none -o 'BatchMode=yes' -o 'HostKeyAlias=${target}' root@${address} pct start ${vmid}`,
        );
        const there = { ...call, local: target, parameters: { node: target, vmid } };
        const start = { node: target, type: "vzstart", id: vmid, user: "root@pam" };
        await world.tasks.ended(world.tasks.run(start, startWorker(there, vmid, guest)));
      },
    }),
  );
}

interface Going {
  readonly guest: Guest;
  readonly target: string;
  readonly map: StorageMap;
}

/** What is mounted of the node itself stays there; volumes need a storage that takes containers on both nodes. */
function assertMovable({ world, local }: Call, { guest, target, map }: Going): void {
  for (const [slot, point] of mountPointsOf(guest.config)) {
    const kind = kindOf(point);
    if (kind !== "volume") {
      if (point.options["shared"] === "1") continue;
      fail(`cannot migrate local ${kind} mount point '${slot}'`);
    }
    const { storage } = split(point.volume);
    const source = enabledStorage(world, storage, local);
    const taking = isShared(source) ? storage : targetStorage(map, storage);
    if (!contentsOf(enabledStorage(world, taking, target)).includes("rootdir"))
      fail(`content type 'rootdir' is not available on storage '${taking}'`);
  }
}

async function copyVolumes(
  call: Call,
  { vmid, guest, target, map }: Going & { readonly vmid: number },
  { journal, task }: { readonly journal: Journal; readonly task: TaskHandle },
): Promise<readonly PlannedMove[]> {
  const { world, local } = call;
  const mounted = mountPointsOf(guest.config).filter(([, point]) => kindOf(point) === "volume");
  const unused = Object.entries(guest.config).filter(([key]) => unusedSlot.test(key));
  const volumes = [...mounted.map(([, { volume }]) => volume), ...unused.map(([, volume]) => volume)];
  const moves = volumes
    .filter((volid) => !isShared(storageOf(world, split(volid).storage)))
    .map((volid) => {
      journal.info(`found local volume '${volid}' (in current VM config)`);
      const storage = targetStorage(map, split(volid).storage);
      return planMove(world, { volid, vmid, from: local, to: target, storage, way: "copy" });
    });
  for (const { volid, renamed, bytes } of moves) {
    await task.sleep(transferMilliseconds({ total: bytes, filled: bytes }, textOf(call, "bwlimit")));
    journal.info(`volume '${volid}' is '${renamed}' on the target`);
  }
  return moves;
}
