import { readFileSync } from "node:fs";
import { truncate, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { join } from "node:path";

import { nodeDirectory } from "../../providers/proxmox/simulator/storages/places.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked, type Question } from "./asked.js";
import type { Answer } from "./likeness.js";
import { sample } from "./sample-file.js";
import { Substitutions } from "./substitutions.js";

/** One recorded question with its answer. */
export interface Exchange extends Omit<Question, "upload">, Omit<Answer, "status"> {
  readonly status?: number;
  /** A file that came with it. */
  readonly upload?: { readonly fileName: string; readonly size: number };
  /** Why its answer counts for nothing; it is asked for its effect. */
  readonly unscored?: string;
}

interface SetUp {
  /** What recordings presuppose: questions, and what the recorded server answered where later ones send it back. */
  readonly fixtures: Readonly<Record<string, readonly (Exchange & { readonly answer?: string })[]>>;
  readonly recordings: Readonly<Record<string, readonly string[]>>;
}

const read = (name: string) => readFileSync(new URL(`./recordings/${name}`, import.meta.url), "utf8");
const setUp = JSON.parse(read("set-up.json")) as SetUp;

export function recording(name: string): readonly Exchange[] {
  return read(`${name}.jsonl`)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Exchange);
}

/** A fresh simulation with what a recording presupposes, and the recording played to it question by question. */
export class Replay {
  private constructor(
    readonly simulation: Simulation,
    readonly name: string,
    readonly ports: Readonly<Record<string, number>>,
  ) {}

  readonly #substitutions = new Substitutions();

  /** `ports` tells where the files are served that the recorded server downloaded, by the port of then. */
  static async start(name: string, ports: Readonly<Record<string, number>> = {}): Promise<Replay> {
    const simulation = await simulate({ rootPassword: "rootpass1" });
    simulation.world.users.get("root@pam")?.tokens.clear();
    const replay = new Replay(simulation, name, ports);
    const fixtures = setUp.recordings[name] ?? setUp.recordings["*"] ?? [];
    // Who asks in the recording has asked before too, once there is who that is.
    const user = recording(name)[0]?.user;
    const asking = user === undefined || user === null ? {} : { user };
    for (const { answer, ...exchange } of fixtures.flatMap((fixture) => setUp.fixtures[fixture] ?? [])) {
      const isAccount = exchange.path.startsWith("/access/");
      const { data } = await replay.ask({ ...(isAccount ? {} : asking), ...exchange });
      if (answer !== undefined) replay.#substitutions.learn(answer, data);
      if (typeof data === "string" && data.startsWith("UPID:")) await simulation.world.tasks.ended(data);
    }
    return replay;
  }

  /** Asks as then; a task that had ended when it was asked for has ended now. */
  async ask(exchange: Exchange): Promise<Answer> {
    const { verb, path, user, parameters } = this.#substitutions.apply(this.#withPorts(exchange));
    const { world } = this.simulation;
    const upload = exchange.upload === undefined ? undefined : await this.#store(exchange.upload);
    const question: Question = {
      verb,
      path,
      ...(user === undefined ? {} : { user }),
      parameters: { ...parameters, ...(upload === undefined ? {} : { filename: upload.fileName }) },
      ...(upload === undefined ? {} : { upload }),
    };
    const upid = /\/tasks\/([^/]+)\/(?:status|log)$/.exec(path)?.[1];
    if (upid !== undefined && (path.endsWith("/log") || showsEnd(exchange)))
      await Promise.race([
        world.tasks.ended(decodeURIComponent(upid)),
        after(showsEnd(exchange) ? mostWait : partWait),
      ]);
    const answer = await asked(world, question);
    this.#substitutions.learn(exchange.data, answer.data);
    return answer;
  }

  #withPorts(exchange: Exchange): Exchange {
    const url = exchange.parameters?.["url"];
    if (typeof url !== "string") return exchange;
    const moved = url.replace(/:(\d+)\//, (text, port: string) =>
      this.ports[port] === undefined ? text : `:${this.ports[port]}/`,
    );
    return { ...exchange, parameters: { ...exchange.parameters, url: moved } };
  }

  async #store({ fileName, size }: { readonly fileName: string; readonly size: number }) {
    const path = join(nodeDirectory(this.simulation.world), `var/tmp/pveupload-${randomUUID()}`);
    await writeFile(path, sample(fileName));
    await truncate(path, size);
    return { fileName, path, size };
  }
}

/** Whether the answer of then was given by a task that had ended: its status, or the last line of its log. */
function showsEnd({ data }: Exchange): boolean {
  if (Array.isArray(data))
    return data.some((row: { readonly t?: string }) => row.t?.startsWith("TASK ") === true);
  return (data as { readonly status?: string } | null | undefined)?.status === "stopped";
}

/** Milliseconds after which a task that had ended then is taken for one that does not end now. */
const mostWait = 20_000;
/** The same for a part of a log, which does not show whether it had ended. */
const partWait = 300;
const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
