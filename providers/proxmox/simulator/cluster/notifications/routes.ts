import { elementsOf, textOf, type Routes } from "../../call.js";
import { ApiFailure } from "../../failure.js";
import { sectionsOf, type SectionObject } from "../../section-object.js";
import type { World } from "../../world.js";
import { entriesOf, missing, notificationsDigest, shownEntry, writesOf } from "./config.js";

const base = "/cluster/notifications";
const endpointTypes = ["gotify", "sendmail", "smtp", "webhook"];
const mailing = new Set(["sendmail", "smtp"]);

/** What notifications are about; every value of `type` that PVE sends. */
const kinds = ["package-updates", "fencing", "replication", "vzdump", "system-mail"];

/** Where PVE sends notifications, and which ones. */
export const notificationRoutes: Routes = {
  ...(Object.assign(
    {},
    ...endpointTypes.map((type) => routesOf(type, `${base}/endpoints/${type}`)),
  ) as Routes),
  ...routesOf("matcher", `${base}/matchers`),
  [`GET ${base}/targets`]: ({ world }) =>
    entriesOf(world, endpointTypes).map(({ name, section, origin }) => ({
      name,
      type: section["type"],
      origin,
      ...(section["comment"] === undefined ? {} : { comment: section["comment"] }),
      ...(section["disable"] === undefined ? {} : { disable: section["disable"] }),
    })),
  [`POST ${base}/targets/{name}/test`]: (call) => {
    const name = textOf(call, "name") as string;
    if (!entriesOf(call.world, endpointTypes).some((entry) => entry.name === name))
      throw new ApiFailure(404, `target '${name}' not found`);
    return null;
  },
  [`GET ${base}/matcher-fields`]: () => ["type", "hostname", "job-id"].map((name) => ({ name })),
  [`GET ${base}/matcher-field-values`]: ({ world }) => [
    ...kinds.map((value) => ({ field: "type", value })),
    ...[...sectionsOf(world, "jobs")]
      .filter(([, { type }]) => type === "vzdump")
      .map(([value, { comment = null }]) => ({ field: "job-id", value, comment })),
    ...[...world.nodes.keys()].map((value) => ({ field: "hostname", value })),
  ],
};

function routesOf(type: string, path: string): Routes {
  const noun = type === "matcher" ? "matcher" : "endpoint";
  const writes = writesOf(type, checksOf(type));
  return {
    [`GET ${path}`]: ({ world }) => entriesOf(world, [type]).map(shownEntry),
    [`POST ${path}`]: writes.create,
    [`GET ${path}/{name}`]: (call) => {
      const name = textOf(call, "name") as string;
      const entry = entriesOf(call.world, [type]).find((each) => each.name === name) ?? missing(noun, name);
      return { ...shownEntry(entry), digest: notificationsDigest(call.world) };
    },
    [`PUT ${path}/{name}`]: writes.update,
    [`DELETE ${path}/{name}`]: writes.remove,
  };
}

function checksOf(type: string): Pick<SectionObject, "prepared" | "removing"> {
  if (type === "matcher")
    return {
      prepared: ({ world }, section) => {
        for (const target of elementsOf(section["target"])) assertTarget(world, target);
        return section;
      },
    };
  return {
    prepared: (_, section) => {
      if (mailing.has(type) && section["mailto"] === undefined && section["mailto-user"] === undefined)
        throw new ApiFailure(400, "must at least provide one recipient, either in mailto or in mailto-user");
      return section;
    },
    removing: ({ world }, id) => {
      const users = entriesOf(world, ["matcher"]).filter(({ section }) =>
        elementsOf(section["target"]).includes(id),
      );
      if (users.length > 0)
        throw new ApiFailure(
          400,
          `cannot delete '${id}', referenced by: ${users.map(({ name }) => name).join(", ")}`,
        );
    },
  };
}

function assertTarget(world: World, target: string): void {
  if (!entriesOf(world, endpointTypes).some(({ name }) => name === target))
    throw new ApiFailure(404, `endpoint '${target}' not found`);
}
