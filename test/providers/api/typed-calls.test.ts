import { describe, expect, expectTypeOf, it } from "vitest";

import { filled } from "../../../providers/proxmox/api/filled.js";
import { formOf } from "../../../providers/proxmox/api/parameters.js";
import type { Client } from "../../../providers/proxmox/api/client.js";
import type { Connection } from "../../../providers/proxmox/connection.js";
import { unchecked, type ParametersOf, type ResultOf } from "../../../providers/proxmox/api/typed-calls.js";

const guest = { node: "pve1", vmid: 100 };

/** Compiled and never run: each line marked as an error must be one. */
export async function whatTheCompilerRefusesToRead(api: Client): Promise<void> {
  // @ts-expect-error There is no such path.
  await api.get("/nodes/{node}/qemu/{vmid}/configuration", guest);
  // @ts-expect-error A path is written with its names, not filled in.
  await api.get("/nodes/pve1/qemu/100/config");
  // @ts-expect-error Nothing says which node.
  await api.get("/nodes/{node}/status");
  // @ts-expect-error A part of the path is missing.
  await api.get("/nodes/{node}/qemu/{vmid}/config", { node: "pve1" });
  // @ts-expect-error There is no such parameter.
  await api.get("/nodes/{node}/qemu/{vmid}/config", { ...guest, currently: true });
  // @ts-expect-error The parameter has another type.
  await api.get("/nodes/{node}/qemu/{vmid}/config", { ...guest, current: "yes" });
  // @ts-expect-error There is no such word.
  await api.get("/cluster/resources", { type: "qemu" });
  const version = await api.get("/version");
  // @ts-expect-error The answer has no such member.
  void version.realease;
  const name: string = (await api.get("/nodes/{node}/status", { node: "pve1" })).pveversion;
  // @ts-expect-error The member has another type.
  const cores: string = (await api.get("/nodes/{node}/qemu/{vmid}/config", guest)).cores;
  void [name, cores];
}

/** The same of what changes something. */
export async function whatTheCompilerRefusesToChange(api: Client): Promise<void> {
  // @ts-expect-error The path exists, but not for this verb.
  await api.put("/nodes/{node}/qemu", guest);
  // @ts-expect-error A part of the path is missing.
  await api.put("/nodes/{node}/qemu/{vmid}/config", { vmid: 100, cores: 2 });
  // @ts-expect-error There is no such parameter.
  await api.put("/nodes/{node}/qemu/{vmid}/config", { ...guest, core: 2 });
  // @ts-expect-error The parameter has another type.
  await api.put("/nodes/{node}/qemu/{vmid}/config", { ...guest, cores: "2" });
  // @ts-expect-error There is no such word.
  await api.put("/nodes/{node}/qemu/{vmid}/config", { ...guest, bios: "uefi" });
  const nothing = await api.put("/nodes/{node}/qemu/{vmid}/config", guest);
  // @ts-expect-error It answers nothing.
  void nothing.length;
}

/** The same of what makes something. */
export async function whatTheCompilerRefusesToMake(api: Client): Promise<void> {
  // @ts-expect-error The path exists, but not for this verb.
  await api.post("/nodes/{node}/status/{name}", { node: "pve1", name: "a" });
  // @ts-expect-error A part of the path is missing.
  await api.post("/nodes/{node}/qemu/{vmid}/clone", { vmid: 100, newid: 101 });
  // @ts-expect-error A required parameter is missing.
  await api.post("/nodes/{node}/qemu/{vmid}/clone", guest);
  // @ts-expect-error There is no such parameter.
  await api.post("/nodes/{node}/qemu/{vmid}/clone", { ...guest, newid: 101, ful: true });
  // @ts-expect-error The parameter has another type.
  await api.post("/nodes/{node}/qemu/{vmid}/clone", { ...guest, newid: "101" });
  // @ts-expect-error There is no such word.
  await api.post("/nodes/{node}/qemu/{vmid}/clone", { ...guest, newid: 101, format: "qcow" });
  // @ts-expect-error Commas are no way to send what is to be repeated.
  await api.post("/nodes/{node}/vzdump", { node: "pve1", "exclude-path": "/tmp,/var" });
  // @ts-expect-error A task's id is no number.
  const upid: number = await api.post("/nodes/{node}/qemu/{vmid}/clone", { ...guest, newid: 101 });
  void upid;
}

/** The same of what removes something. */
export async function whatTheCompilerRefusesToRemove(api: Client): Promise<void> {
  // @ts-expect-error The path exists, but not for this verb.
  await api.delete("/nodes/{node}/qemu/{vmid}/config", guest);
  // @ts-expect-error A part of the path is missing.
  await api.delete("/nodes/{node}/qemu/{vmid}", { vmid: 100 });
  // @ts-expect-error There is no such parameter.
  await api.delete("/nodes/{node}/qemu/{vmid}", { ...guest, force: true });
  // @ts-expect-error The parameter has another type.
  await api.delete("/nodes/{node}/qemu/{vmid}", { ...guest, purge: "yes" });
  // @ts-expect-error A required parameter is missing.
  await api.delete("/pools", {});
  const upid = await api.delete("/nodes/{node}/qemu/{vmid}", guest);
  // @ts-expect-error It answers a task's id.
  void upid.data;
}

/** The same of what is read once and kept. */
export async function whatTheCompilerRefusesToKeep(connection: Connection): Promise<void> {
  // @ts-expect-error There is no such path.
  await connection.once("/nodes/{node}/qemu/{vmid}/configuration", guest);
  // @ts-expect-error There is no such parameter.
  await connection.once("/cluster/resources", { kind: "vm" });
}

describe("typed calls", () => {
  it("know the parameters of every call, those of a family by number", () => {
    type Config = ParametersOf<"PUT", "/nodes/{node}/qemu/{vmid}/config">;
    expectTypeOf<Config["cores"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Config["net31"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Config["onboot"]>().toEqualTypeOf<boolean | undefined>();
    expectTypeOf<ParametersOf<"GET", "/cluster/resources">["type"]>().toEqualTypeOf<
      "vm" | "storage" | "node" | "sdn" | undefined
    >();
  });

  it("know what is answered, also where it is not what is declared", () => {
    expectTypeOf<ResultOf<"GET", "/cluster/nextid">>().toEqualTypeOf<number | string>();
    expectTypeOf<ResultOf<"GET", "/cluster/tasks">[number]["starttime"]>().toEqualTypeOf<
      number | undefined
    >();
    expectTypeOf<ResultOf<"POST", "/nodes/{node}/qemu/{vmid}/config">>().toEqualTypeOf<string | null>();
    expectTypeOf<ResultOf<"DELETE", "/pools">>().toEqualTypeOf<null>();
  });

  it("put parameters into the path percent-encoded, and leave the rest to be sent", () => {
    const volume = "local:iso/a b.iso";
    expect(
      filled("/nodes/{node}/storage/{storage}/content/{volume}", {
        node: "pve1",
        storage: "local",
        volume,
        delay: 5,
      }),
    ).toEqual({
      path: "/nodes/pve1/storage/local/content/local%3Aiso%2Fa%20b.iso",
      parameters: { delay: 5 },
    });
    expect(() => filled("/nodes/{node}/status", {})).toThrow("/nodes/{node}/status needs node");
  });

  it("let parameters through that are worked out", () => {
    const given: ParametersOf<"PUT", "/nodes/{node}/qemu/{vmid}/config"> = {
      node: "pve1",
      vmid: 100,
      ...unchecked({ anything: "goes" }),
    };
    expect(given).toEqual({ node: "pve1", vmid: 100, anything: "goes" });
  });
});

describe("parameters", () => {
  it("are sent as PVE reads them: flags as 0 and 1, lists with commas or repeated, nothing for undefined", () => {
    const form = formOf({
      on: true,
      off: false,
      list: [100, "101"],
      many: { repeated: ["a", "b,c"] },
      none: undefined,
      scsi0: "local:1,format=qcow2",
    });
    expect(form.toString()).toBe(
      "on=1&off=0&list=100%2C101&many=a&many=b%2Cc&scsi0=local%3A1%2Cformat%3Dqcow2",
    );
  });
});
