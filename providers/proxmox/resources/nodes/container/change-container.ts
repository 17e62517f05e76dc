import type { Work } from "../../../../../lib/schema/resource.js";
import type { Connection } from "../../../connection.js";
import { configurationBody } from "../guest/configuration-body.js";
import type { GuestChange } from "../guest/guest-change.js";
import { changePool } from "../guest/pool.js";
import { readConfiguration } from "../guest/read-configuration.js";
import { rethrow } from "../guest/refused.js";
import type { Target } from "../guest/target.js";
import { convert } from "./convert.js";
import { keyPath } from "./key-path.js";
import { parametersFor } from "./parameters.js";
import { withRealSizes } from "./real-sizes.js";
import { refuseIncomplete } from "./refuse-incomplete.js";
import { rounds } from "./rounds.js";
import { changedSlots, volumeWork } from "./volume-work.js";
import { workOnVolumes } from "./work-on-volumes.js";

/** Brings a standing container's configuration, volumes, pool and kind to what is planned; its power is not touched. */
export async function changeContainer(
  work: Work<Connection>,
  target: Target,
  change: GuestChange,
): Promise<void> {
  const { changes, digest } = change;
  if (changes.length === 0) return;
  refuseIncomplete(changes);
  // Volumes come first: a line that is written notes the size of what it mounts.
  const todo = volumesToWorkOn(change);
  await workOnVolumes(work, target, { todo, digest });
  await write(
    work,
    target,
    todo.length === 0 ? change : { ...change, ...(await asItIsNow(work.connection, target)) },
  );
  // What came from another slot, or from outside, stands only now.
  const isNew = changes.some(({ path, before }) => path[0] === "mount_points" && before === null);
  if (isNew) {
    const now = { ...change, ...(await asItIsNow(work.connection, target)) };
    await workOnVolumes(work, target, { todo: volumesToWorkOn(now), digest: undefined });
  }
  await changePool(work.connection, target, changes);
  if (changes.some(({ path, after }) => path[0] === "template" && after === true))
    await convert(work, target);
}

function volumesToWorkOn({ changes, planned, found }: GuestChange) {
  return volumeWork(changes, { planned, configuration: withRealSizes(found) });
}

async function asItIsNow(
  connection: Connection,
  target: Target,
): Promise<Pick<GuestChange, "found" | "digest">> {
  return { found: await readConfiguration(connection, target), digest: undefined };
}

async function write(
  work: Work<Connection>,
  target: Target,
  { changes, planned, secrets, found, digest: known }: GuestChange,
): Promise<void> {
  const configuration = withRealSizes(found);
  const outdated = [...changedSlots(changes)].filter((slot) => configuration[slot] !== found.wished[slot]);
  const parameters = {
    ...Object.fromEntries(outdated.map((slot) => [slot, configuration[slot]])),
    ...parametersFor({ changes, planned, secrets, configuration }),
  };
  let digest = known;
  for (const round of rounds(parameters, { planned, configuration })) {
    if (Object.keys(round).length === 0) continue;
    await work.connection.api
      .put("/nodes/{node}/lxc/{vmid}/config", configurationBody(target, { parameters: round, digest }))
      .catch((thrown: unknown) => rethrow(thrown, keyPath));
    // Each write makes a new one.
    digest = undefined;
  }
}
