import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

import type { Release, Shape } from "../../../providers/proxmox/api/specification/specification.js";
import { leftOut } from "../../../providers/proxmox/simulator/left-out.js";
import { simulate } from "../../../providers/proxmox/simulator/simulate.js";
import { asked } from "../asked.js";
import { sampleRequest } from "./sample-request.js";

/** What the guides, with which users of the older tools come, call by name. */
const named = [
  "POST /access/ticket",
  "GET /access/acl",
  "PUT /access/acl",
  "GET /access/roles",
  "POST /access/roles",
  "GET /access/users",
  "POST /access/users",
  "POST /access/users/{userid}/token/{tokenid}",
  "GET /cluster/resources",
  "GET /cluster/status",
  "GET /cluster/nextid",
  "GET /cluster/log",
  "GET /cluster/tasks",
  "GET /nodes/{node}/rrd",
  "GET /cluster/ha/resources",
  "POST /cluster/ha/resources",
  "GET /cluster/ha/resources/{sid}",
  "PUT /cluster/ha/resources/{sid}",
  "DELETE /cluster/ha/resources/{sid}",
  "GET /nodes/{node}/qemu/{vmid}/config",
  "PUT /nodes/{node}/qemu/{vmid}/config",
  "GET /nodes/{node}/qemu/{vmid}/status/current",
  "POST /nodes/{node}/qemu/{vmid}/clone",
  "DELETE /nodes/{node}/qemu/{vmid}",
  "POST /nodes/{node}/qemu/{vmid}/migrate",
  "PUT /nodes/{node}/qemu/{vmid}/cloudinit",
  "GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces",
  "GET /nodes/{node}/tasks/{upid}/status",
  "POST /nodes/{node}/qemu/{vmid}/status/start",
  "POST /nodes/{node}/storage/{storage}/upload",
  "POST /nodes/{node}/storage/{storage}/download-url",
];

const provider = fileURLToPath(new URL("../../../providers/proxmox", import.meta.url));
const rooms = ["api", "checks", "data-sources", "resources", "rest", "ssh"];

/** A path without the names of its parts. */
const bare = (path: string) => path.replaceAll(/\$?\{[^}]*\}/g, "{}");

/** Every path that the provider's own code writes. */
function writtenPaths(): ReadonlySet<string> {
  const files = rooms.flatMap((room) =>
    readdirSync(join(provider, room), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.endsWith("methods.ts"))
      .map((name) => join(provider, room, name)),
  );
  const texts = files.flatMap((file) => readFileSync(file, "utf8").match(/["`](?:\/[\w${}.-]+)+["`]/g) ?? []);
  return new Set(texts.map((text) => bare(text.slice(1, -1))));
}

describe.each<Release>(["9.2", "8.4"])("what is left out of %s", (release) => {
  const methods = leftOut(release);
  const templates = methods.map(({ method, path }) => `${method} ${path}`);

  it("is little", () => {
    expect(methods.length).toBeLessThanOrEqual(40);
    // Of guests and storages only what one cluster asks of another, or a machine of its own.
    expect(
      templates.filter(
        (each) =>
          /\/(?:qemu|lxc|storage|pools)\b/.test(each) &&
          !/mtunnel|remote_migrate|dbus-vmstate|capabilities/.test(each),
      ),
    ).toEqual([]);
  });

  it("is nothing that the provider calls, or a guide names", () => {
    const written = writtenPaths();
    expect(written.has("/nodes/{}/qemu/{}/config")).toBe(true);
    expect(methods.filter(({ path }) => written.has(bare(path)))).toEqual([]);
    expect(templates.filter((each) => named.includes(each))).toEqual([]);
  });

  it("answers in its declared shape", async () => {
    await using simulation = await simulate({ release });
    const wrong: unknown[] = [];
    for (const method of methods) {
      const answer = await asked(simulation.world, sampleRequest(method));
      if (answer.status !== 200 || !conforms(method.returns, answer.data))
        wrong.push([method.method, method.path, answer]);
    }
    expect(wrong).toEqual([]);
  });
});

function conforms({ type, properties = {}, items = {} }: Shape, value: unknown): boolean {
  switch (type) {
    case "array":
      return Array.isArray(value) && value.every((each) => conforms(items, each));
    case "object":
      return (
        typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        Object.entries(properties).every(([name, shape]) => {
          const held = (value as Readonly<Record<string, unknown>>)[name];
          return held === undefined ? Number(shape.optional ?? 0) === 1 : conforms(shape, held);
        })
      );
    case "string":
      return typeof value === "string";
    case "boolean":
    case "integer":
    case "number":
      return typeof value === "number";
    case "null":
      return value === null;
    case undefined:
      return true;
  }
}
