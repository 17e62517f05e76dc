import { statSync } from "node:fs";
import { resolve } from "node:path";

import { warning, type Diagnostic } from "../diagnostic/diagnostic.js";
import { diagnosticsOf, refuse } from "../diagnostic/refusal.js";
import type { EventListener } from "../engine/event.js";
import { Neighbours } from "../engine/neighbours.js";
import type { PlanMode } from "../engine/plan.js";
import type { Stack, StackSource } from "../engine/stack.js";
import type { CommandContext, ExitCode } from "./context.js";
import { runApp } from "./run-app.js";
import { sayStopping } from "./say-stopping.js";
import type { Speaking } from "./speak.js";
import { diagnosticsText, lookOf } from "./render/diagnostic.js";
import { closest } from "../schema/closest.js";

export interface StackWork {
  readonly names: readonly string[];
  readonly variables?: Readonly<Record<string, string>> | undefined;
  readonly listener?: EventListener;
  /** Refused where several stacks are meant: what is to be done concerns one. */
  readonly single?: true;
  /** A destruction handles the stacks in reverse: what others need goes last. */
  readonly mode?: PlanMode | undefined;
}

/** Runs the app, opens the stacks that are meant, and does the work on each in their order. Tells what goes wrong. */
export async function withStacks(
  context: Speaking,
  work: StackWork,
  handle: (stack: Stack) => Promise<ExitCode>,
): Promise<ExitCode> {
  const stopped = sayStopping(context);
  try {
    const { environment } = context;
    const { app, openStack, provider } = await whileSaid(context, runApp(context));
    warn(context, app.diagnostics);
    const known = app.stacks.map(({ name }) => name);
    for (const name of work.names) if (!known.includes(name)) unknownStack(context, name, known);
    const meant = app.stacks.filter(({ name }) => work.names.length === 0 || work.names.includes(name));
    if (work.single === true && meant.length > 1) severalStacks(known);
    const neighbours = new Neighbours();
    const workOn = async (source: StackSource): Promise<ExitCode> => {
      const stack = await openStack({
        source,
        provider,
        environment,
        neighbours,
        ...(work.variables === undefined ? {} : { variables: work.variables }),
        listener: (event) => {
          context.tell({ stack: source.name, ...event });
          work.listener?.(event);
        },
      });
      try {
        return await handle(stack);
      } finally {
        await stack.close();
      }
    };
    const order = work.mode === "destroy" ? meant.toReversed() : meant;
    let worst: ExitCode = 0;
    for (const [place, source] of order.entries()) {
      const code = await workOn(source).catch((thrown: unknown) => {
        warn(context, diagnosticsOf(thrown), source.name);
        return 1 as const;
      });
      if (code === 1) {
        leaveOut(context, order.slice(place + 1), source);
        return 1;
      }
      worst = code === 2 ? 2 : worst;
    }
    return worst;
  } catch (thrown) {
    warn(context, diagnosticsOf(thrown));
    return 1;
  } finally {
    stopped();
  }
}

/** Says of each stack that is not come to, which one it would have come after. */
function leaveOut(context: Speaking, stacks: readonly StackSource[], { name }: StackSource): void {
  for (const stack of stacks)
    warn(
      context,
      [
        warning(`the stack "${stack.name}" was left out`, {
          detail: `It comes after "${name}", which was not brought to its end.`,
        }),
      ],
      stack.name,
    );
}

/** Tells, to a person and to a program, what is wrong or worth a warning. */
export function warn(context: Speaking, diagnostics: readonly Diagnostic[], stack?: string): void {
  complain(context, diagnostics);
  for (const diagnostic of diagnostics)
    context.tell({ kind: "diagnostic", ...(stack === undefined ? {} : { stack }), ...diagnostic });
}

/** Tells what was thrown and answers the exit code of an error. */
export function failed(context: CommandContext, thrown: unknown): ExitCode {
  complain(context, diagnosticsOf(thrown));
  return 1;
}

export function complain({ terminal }: CommandContext, diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) terminal.complain(`${diagnosticsText(diagnostics, lookOf(terminal))}\n`);
}

/** Tells a person what is waited for, and what may be wrong if it takes so long. */
async function whileSaid<T>({ terminal }: Speaking, app: Promise<T>): Promise<T> {
  terminal.redraw([terminal.colors.dim("Running the program that cdktf.json names ...")]);
  const slow = setTimeout(() => terminal.complain(slowText), 60_000);
  try {
    return await app;
  } finally {
    clearTimeout(slow);
    terminal.redraw([]);
  }
}

const slowText =
  "The program has run for a minute. It must end by itself after app.synth(): an open connection or a timer keeps it alive. Ctrl-C stops it.\n";

function severalStacks(known: readonly string[]): never {
  return refuse("the app has several stacks", {
    detail: `Say which one is meant: --stack ${known.join(" or --stack ")}.`,
  });
}

function unknownStack({ product, folder }: Speaking, name: string, known: readonly string[]): never {
  const meant = closest(name, known);
  const isFile =
    /\.(?:json|plan|tfplan|bin)$/.test(name) ||
    statSync(resolve(folder, name), { throwIfNoEntry: false })?.isFile() === true;
  return refuse(`the app has no stack "${name}"`, {
    detail: [
      ...(meant === undefined ? [] : [`Did you mean "${meant}"?`]),
      ...(meant === undefined && isFile ? [keptPlanText(product.name, name)] : []),
      `The app has: ${known.join(", ")}.`,
    ].join("\n"),
  });
}

function keptPlanText(program: string, file: string): string {
  return `A plan that was kept in it: "${program} apply --plan ${file}" applies it, "${program} show ${file}" shows it.`;
}
