import { randomUUID } from "node:crypto";

import { refuse } from "../../../../../lib/diagnostic/refusal.js";
import type { Creation, Work } from "../../../../../lib/schema/resource.js";
import { isObject, isUnknown, type ValueObject } from "../../../../../lib/value/value.js";
import type { VmAttributes } from "./attributes.js";
import { attributesOf } from "./attributes-of.js";
import { changeGuest } from "./change-guest.js";
import { changesToward } from "./changes-toward.js";
import { creationParameters } from "./creation-parameters.js";
import { madeOnTheNode } from "./import-way.js";
import { refuseLargerImages } from "./image-size.js";
import { readConfiguration, type Target } from "./guest.js";
import { rethrow } from "./refused.js";
import { withNumber } from "./with-number.js";
import { start } from "./power-steps.js";
import { isDenied } from "../../../api/meanings.js";
import { unchecked } from "../../../api/typed-calls.js";
import type { Connection } from "../../../connection.js";

/** Makes a guest, blank, from an image or as a copy, and starts it if it shall run. */
export async function create(work: Work<Connection>, creation: Creation<VmAttributes>): Promise<ValueObject> {
  const planned = creation.planned as unknown as ValueObject;
  const clone = isObject(planned["clone"]) ? planned["clone"] : undefined;
  const target =
    clone === undefined
      ? await makeBlank(work, { planned, secrets: creation.secrets })
      : await copy(work, { planned, clone });
  work.connection.forget();
  await complete(work, target, { planned, secrets: clone === undefined ? {} : creation.secrets });
  if (planned["running"] === true) await start(work, target);
  return { vmid: target.vmid };
}

async function makeBlank(
  work: Work<Connection>,
  { planned, secrets }: { readonly planned: ValueObject; readonly secrets: ValueObject },
): Promise<Target> {
  const node = textOf(planned["node"]);
  const disks = isObject(planned["disks"]) ? planned["disks"] : {};
  await refuseLargerImages(work.connection, node, disks);
  const later = Object.keys(await madeOnTheNode(work.connection, disks));
  const configuration = creationParameters({ planned, secrets, later });
  const own = configuration["smbios1"];
  const makeWith = (mark: string | null) =>
    withNumber(work, { wished: planned["vmid"], proof: mark }, ({ vmid, proof }) =>
      work.connection.api
        .post("/nodes/{node}/qemu", {
          node,
          vmid,
          ...unchecked(configuration),
          ...(proof === null ? {} : { smbios1: [own, `uuid=${proof}`].filter(Boolean).join(",") }),
          ...poolOf(planned),
        })
        .catch((thrown: unknown) => rethrow(thrown, configuration)),
    );
  // PVE would make this number itself; to give it takes a privilege of its own.
  const vmid = await makeWith(own?.includes("uuid=") === true ? null : randomUUID()).catch(
    (thrown: unknown) => {
      if (isDenied(thrown, "VM.Config.HWType")) return makeWith(null);
      throw thrown;
    },
  );
  return { node, vmid };
}

async function copy(
  work: Work<Connection>,
  { planned, clone }: { readonly planned: ValueObject; readonly clone: ValueObject },
): Promise<Target> {
  const source = Number(clone["vmid"]);
  const place = await work.connection.locate(source);
  if (place === undefined || place.type !== "qemu")
    refuse(`there is no virtual machine ${source} to copy`, { path: ["clone", "vmid"] });
  const node = textOf(planned["node"]);
  const { name } = planned;
  const parameters = {
    node: place.node,
    vmid: source,
    ...(typeof clone["full"] === "boolean" ? { full: clone["full"] } : {}),
    ...(typeof clone["storage"] === "string" ? { storage: clone["storage"] } : {}),
    ...(typeof clone["snapshot"] === "string" ? { snapname: clone["snapshot"] } : {}),
    ...(typeof name === "string" ? { name } : {}),
    ...(node === place.node ? {} : { target: node }),
    ...poolOf(planned),
  };
  const vmid = await withNumber(work, { wished: planned["vmid"], proof: null }, (guest) =>
    work.connection.api.post("/nodes/{node}/qemu/{vmid}/clone", { ...parameters, newid: guest.vmid }),
  );
  return { node, vmid };
}

/** What creation left to do: a copy's other keys, an image's growth. */
async function complete(
  work: Work<Connection>,
  target: Target,
  { planned, secrets }: { readonly planned: ValueObject; readonly secrets: ValueObject },
): Promise<void> {
  const { wished, digest } = await readConfiguration(work.connection, target);
  const seen = { ...attributesOf(wished), vmid: target.vmid, running: false, pool: planned["pool"] ?? null };
  const changes = changesToward(planned, seen).filter(
    ({ path: [name, part] }) => name !== "running" && part !== "password_version",
  );
  await changeGuest(work, target, {
    changes,
    planned,
    secrets,
    configuration: wished,
    digest,
    isFollowedByRestart: false,
  });
}

function poolOf({ pool }: ValueObject): { readonly pool?: string } {
  return typeof pool === "string" ? { pool } : {};
}

function textOf(value: ValueObject[string] | undefined): string {
  if (typeof value !== "string" || isUnknown(value)) throw new Error("a required text is missing");
  return value;
}
