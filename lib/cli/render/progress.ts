import type { ApplyResult } from "../../engine/stack.js";
import type { Plan, PlannedStep } from "../../engine/plan.js";
import type { EngineEvent, StepReference } from "../../engine/event.js";
import type { Terminal } from "../terminal.js";
import { diagnosticsText, lookOf } from "./diagnostic.js";
import { cut, wrapped } from "./fit.js";
import { stepName } from "./step-name.js";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** Shows an apply as it goes: lines for what ended, and, where a person sits, lines that move for what runs. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #running = new Map<
    string,
    { readonly step: StepReference; readonly since: number; what: string; line: string }
  >();
  readonly #names = new Map<string, string>();
  readonly #started = performance.now();
  readonly #column: number;
  #frame = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(terminal: Terminal, { steps, reads }: Pick<Plan, "steps" | "reads">) {
    this.#terminal = terminal;
    const names = [...steps.flatMap(namesOf), ...reads.map((read) => `${stepName(read)}${verbs.read}`)];
    const most = Math.min(60, Math.floor(terminal.width * 0.6));
    this.#column = Math.min(most, Math.max(0, ...names.map(({ length }) => length)));
    if (terminal.isInteractive) this.#timer = setInterval(() => this.#draw(), 100);
  }

  readonly listen = (event: EngineEvent): void => {
    switch (event.kind) {
      case "started":
        this.#names.set(event.step.address, nameOf(event.step));
        this.#running.set(keyOf(event.step), {
          step: event.step,
          since: performance.now(),
          what: "",
          line: "",
        });
        break;
      case "progress": {
        const running = this.#running.get(keyOf(event.step));
        const percent = event.fraction === undefined ? "" : `${Math.round(event.fraction * 100)} %`;
        if (running !== undefined)
          running.what = [event.what || running.what.replace(/\s*\d+ %$/, ""), percent]
            .filter((part) => part !== "")
            .join("  ");
        break;
      }
      case "log": {
        const running = this.#running.get(keyOf(event.step));
        if (running !== undefined) running.line = event.line;
        break;
      }
      case "finished":
        this.#end(event.step, this.#terminal.colors.green("✔"), event.milliseconds);
        if (event.diagnostics.length > 0)
          this.#terminal.complain(diagnosticsText(event.diagnostics, lookOf(this.#terminal)));
        break;
      case "failed":
        this.#end(event.step, this.#terminal.colors.red("✘"), event.milliseconds);
        this.#terminal.complain(`\n${diagnosticsText(event.diagnostics, lookOf(this.#terminal))}`);
        break;
      case "skipped":
        this.#names.set(event.step.address, nameOf(event.step));
        this.#print(
          `  ${this.#terminal.colors.dim("-")} ${this.#cell(nameOf(event.step))}  skipped: ${event.because === "stopped" ? "stopped" : `${this.#names.get(event.because.failed) ?? event.because.failed} failed`}`,
        );
        break;
      case "reading":
      case "planned":
      case "task":
      case "saved":
        break;
    }
  };

  /** The last lines: what was done, how long it took, where the state is. */
  close({ finished, failed, skipped, outcome }: ApplyResult, statePath: string): void {
    clearInterval(this.#timer);
    this.#terminal.redraw([]);
    const count = (action: StepReference["action"]) =>
      finished.filter((step) => step.action === action).length;
    const parts = [
      [count("create"), "added"],
      [count("update"), "changed"],
      [count("delete"), "destroyed"],
      [count("forget"), "forgotten"],
      [failed.length, "failed"],
      [skipped.length, "skipped"],
    ].filter(([number]) => number !== 0);
    const done =
      parts.length === 0 ? "Nothing to do" : parts.map(([number, what]) => `${number} ${what}`).join(", ");
    this.#terminal.write(`${done} in ${seconds(performance.now() - this.#started)}. State: ${statePath}\n`);
    if (outcome === "stopped")
      this.#terminal.write(
        `${wrapped("Stopped. What was done is in the state, what goes on is in the journal: run the same command again to go on.", this.#terminal.width).join("\n")}\n`,
      );
  }

  #end(step: StepReference, sign: string, milliseconds: number): void {
    this.#running.delete(keyOf(step));
    this.#print(`  ${sign} ${this.#cell(nameOf(step))}  ${this.#terminal.colors.dim(time(milliseconds))}`);
  }

  #print(line: string): void {
    this.#terminal.redraw([]);
    this.#terminal.write(`${line}\n`);
    this.#draw();
  }

  #draw(): void {
    if (!this.#terminal.isInteractive) return;
    const sign = frames[this.#frame++ % frames.length] ?? "";
    const now = performance.now();
    const { colors, width } = this.#terminal;
    this.#terminal.redraw(
      [...this.#running.values()].flatMap(({ step, since, what, line }) => [
        `  ${colors.cyan(sign)} ${cut(`${this.#cell(nameOf(step))}  ${time(now - since)}  ${what}`.trimEnd(), width - 5)}`,
        ...this.#tail(line),
      ]),
    );
  }

  /** A name in a column, so that the times stand below each other. */
  #cell(name: string): string {
    return cut(name, this.#column).padEnd(this.#column);
  }

  /** The last line of a log. Whatever it holds stays on one line and moves nothing. */
  #tail(line: string): readonly string[] {
    const text = line.replaceAll(/\p{Cc}+/gu, " ").trim();
    return text === "" ? [] : [`    ${this.#terminal.colors.dim(cut(text, this.#terminal.width - 5))}`];
  }
}

const verbs = {
  create: "",
  update: "",
  delete: " destroyed",
  forget: " forgotten",
  read: " read",
} as const;

function nameOf(step: StepReference): string {
  return `${stepName(step)}${verbs[step.action]}`;
}

/** What a planned step is called while it is done: a replacement is two. */
function namesOf(step: PlannedStep): readonly string[] {
  switch (step.action) {
    case "none":
      return [];
    case "replace":
      return [stepName(step), `${stepName(step)}${verbs.delete}`];
    case "create":
    case "update":
    case "delete":
    case "forget":
      return [`${stepName(step)}${verbs[step.action]}`];
  }
}

function keyOf({ address, action }: StepReference): string {
  return `${address} ${action}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function time(milliseconds: number): string {
  return seconds(milliseconds).padStart(7);
}
