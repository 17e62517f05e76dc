import type { Environment, Provider } from "../schema/provider.js";
import type { Terminal } from "./terminal.js";

/** What every command works with; passed in, so that tests run commands without a process. */
export interface CommandContext {
  readonly product: ProductNames;
  readonly terminal: Terminal;
  readonly environment: Environment;
  /** The folder with cdktf.json. */
  readonly folder: string;
  /** Loaded when a command first needs it. */
  provider(): Promise<Provider>;
  readonly signal: AbortSignal;
  /** Tells the process how the command ended. */
  exit(code: ExitCode): void;
}

/** 0: done, or nothing to do; 1: an error; 2: there are changes (with `--detailed-exitcode`). */
export type ExitCode = 0 | 1 | 2;

export interface ProductNames {
  readonly name: string;
  readonly description: string;
  readonly version: string;
}
