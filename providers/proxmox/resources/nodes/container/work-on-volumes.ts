import type { Work } from "../../../../../lib/schema/resource.js";
import type { ParametersOf } from "../../../api/typed-calls.js";
import type { Connection } from "../../../connection.js";
import { at, type Target } from "../guest/target.js";
import type { VolumeWork } from "../guest/volume-work.js";

/** Which slots there are is told by what makes the attributes. */
type MountSlot = ParametersOf<"PUT", "/nodes/{node}/lxc/{vmid}/resize">["disk"];

/** Moves and grows volumes, one after the other. The digest is good for the first: each write makes a new one. */
export async function workOnVolumes(
  work: Work<Connection>,
  target: Target,
  { todo, digest }: { readonly todo: readonly VolumeWork[]; readonly digest: string | undefined },
): Promise<void> {
  for (const [index, volume] of todo.entries()) {
    const known = index === 0 && digest !== undefined ? { digest } : {};
    await work.task(await begin(work, target, { ...volume, known }));
  }
}

function begin(
  { connection: { api }, progress }: Work<Connection>,
  target: Target,
  volume: VolumeWork & { readonly known: { readonly digest?: string } },
): Promise<string> {
  const slot = volume.slot as MountSlot;
  switch (volume.kind) {
    case "move": {
      const { storage, known } = volume;
      progress(`moving ${slot} to ${storage}`);
      const parameters = { volume: slot, storage, delete: true, ...known };
      return api.post("/nodes/{node}/lxc/{vmid}/move_volume", { ...at(target), ...parameters });
    }
    case "grow": {
      const { size, known } = volume;
      progress(`growing ${slot} to ${size}`);
      return api.put("/nodes/{node}/lxc/{vmid}/resize", { ...at(target), disk: slot, size, ...known });
    }
  }
}
