import { specification, type Parameter, type PropertyFormat } from "../../api/specification/specification.js";
import { privilegesAt } from "../access/permissions.js";
import { ApiFailure, fail } from "../failure.js";
import { textOf, type Call, type Routes } from "../call.js";
import { contentFolder } from "../storages/layout.js";
import { contentsOf, pathOf, storageOf } from "../storages/properties.js";

const base = "/nodes/{node}/vzdump";

/** What a backup is made with where nothing is said. */
export const backupDefaultRoutes: Routes = {
  [`GET ${base}/defaults`]: (call) => {
    const id = textOf(call, "storage") ?? "local";
    const had = privilegesAt(call.world, call.user, `/storage/${id}`);
    if (!had.has("Datastore.Audit") && !had.has("Datastore.AllocateSpace"))
      throw new ApiFailure(
        403,
        `Permission check failed (/storage/${id}, Datastore.Audit|Datastore.AllocateSpace)`,
      );
    const storage = storageOf(call.world, id);
    if (!contentsOf(storage).includes("backup"))
      fail(`can't use storage '${id}' for backups - wrong content type`);
    const path = pathOf(storage);
    const isAuditor = privilegesAt(call.world, call.user, "/").has("Sys.Audit");
    return {
      ...defaults(call),
      storage: id,
      ...(storage.config["prune-backups"] === undefined
        ? {}
        : { "prune-backups": storage.config["prune-backups"] }),
      ...(path === undefined || !isAuditor ? {} : { dumpdir: `${path}/${contentFolder(storage, "backup")}` }),
    };
  },
};

/** The defaults that the description of a backup declares. */
function defaults({ world }: Call): Readonly<Record<string, unknown>> {
  const { methods, formats } = specification(world.release);
  const { parameters = {} } =
    methods.find(({ method, path }) => method === "POST" && path === "/nodes/{node}/vzdump") ?? {};
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, parameter]): [string, unknown][] => {
      if (parameter.default !== undefined) return [[name, valueOf(parameter, parameter.default)]];
      const format = typeof parameter.format === "string" ? formats[parameter.format] : undefined;
      const parts = format === undefined ? {} : partDefaults(format);
      return Object.keys(parts).length === 0 ? [] : [[name, parts]];
    }),
  );
}

function partDefaults(format: PropertyFormat): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(format).flatMap(([name, part]) =>
      part.default === undefined ? [] : [[name, valueOf(part, part.default)]],
    ),
  );
}

function valueOf({ type }: Parameter, value: string | number): string | number {
  return type === "boolean" || type === "integer" || type === "number" ? Number(value) : value;
}
