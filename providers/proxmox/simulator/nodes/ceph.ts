import type { Routes } from "../call.js";
import { fail } from "../failure.js";
import { indexOf } from "../index-of.js";
import { specification } from "../../api/specification/specification.js";

const base = "/nodes/{node}/ceph";

/** Which release PVE offers, whether or not one is installed. */
const releases = [
  ["octopus", "15.2"],
  ["pacific", "16.2"],
  ["quincy", "17.2"],
  ["reef", "18.2"],
  ["squid", "19.2", "available"],
  ["tentacle", "20.2", "available"],
] as const;

/** What is asked for a program of its own before anything else. */
const missing: Readonly<Record<string, string>> = {
  [`POST ${base}/init`]: "Ceph Nautilus required - please run 'pveceph install'",
  [`POST ${base}/mds/{name}`]: "binary not installed: /usr/bin/ceph-mds",
  [`POST ${base}/mgr/{id}`]: "binary not installed: /usr/bin/ceph-mgr",
};

const described = specification();

/** Ceph isn't installed: everything but its indexes and releases says so. */
export const cephRoutes: Routes = {
  ...Object.fromEntries(
    described.methods
      .filter((method) => method.path.startsWith(base) && indexOf(described, method) === undefined)
      .map(({ method, path }) => `${method} ${path}`)
      .map((template) => [
        template,
        () => fail(missing[template] ?? "binary not installed: /usr/bin/ceph-mon"),
      ]),
  ),
  [`GET ${base}/releases`]: () =>
    releases.map(([release, version, available]) => ({
      release,
      version,
      available: available === undefined ? 0 : 1,
      unsupported: 0,
      "is-default": release === "tentacle" ? 1 : 0,
    })),
};
