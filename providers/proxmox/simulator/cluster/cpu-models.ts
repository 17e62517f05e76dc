import { textOf, type Call, type Routes } from "../call.js";
import { sectionHandlers, type SectionObject } from "../section-object.js";

const path = "/cluster/qemu/custom-cpu-models";

const models: SectionObject = {
  path,
  id: "cputype",
  file: "cpu-models",
  type: "cpu-model",
  says: {
    exists: (name) => `Custom cputype 'custom-${name}' already exists`,
    missing: (name) => `Custom cputype 'custom-${name}' not found`,
  },
  prepared: (_, section) => ({ "reported-model": "kvm64", ...section }),
};

const handlers = sectionHandlers(models);

/** Processor models of one's own; the file knows them without the prefix that requests and answers have. */
export const cpuModelRoutes: Routes = {
  [`GET ${path}`]: (call) => (handlers.list(call) as readonly Row[]).map(shown),
  [`POST ${path}`]: (call) => handlers.create(plain(call)),
  [`GET ${path}/{cputype}`]: (call) => shown(handlers.read(plain(call)) as Row),
  [`PUT ${path}/{cputype}`]: (call) => handlers.update(plain(call)),
  [`DELETE ${path}/{cputype}`]: (call) => handlers.remove(plain(call)),
};

interface Row {
  readonly cputype: string;
  readonly type: string;
}

function plain(call: Call): Call {
  const cputype = (textOf(call, "cputype") as string).replace(/^custom-/, "");
  return { ...call, parameters: { ...call.parameters, cputype } };
}

function shown({ type: _type, cputype, ...row }: Row): object {
  return { ...row, cputype: `custom-${cputype}` };
}
