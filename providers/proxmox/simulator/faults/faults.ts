import {
  isRequestFault,
  isStorageFault,
  isTaskFault,
  type Fault,
  type RequestEffect,
  type TaskEffect,
} from "./fault.js";
import { matchesPath } from "./matches-path.js";

/** A fault that waits for its occasions. */
export interface StandingFault {
  readonly id: string;
  readonly fault: Fault;
  /** How often it struck. */
  readonly struck: number;
}

export interface RequestOccasion {
  readonly node: string;
  readonly verb: string;
  readonly path: string;
  readonly hasTicket: boolean;
}

export interface TaskOccasion {
  readonly node: string;
  readonly type: string;
  readonly id?: string | number;
}

/** All that shall go wrong; asked by the server, by tasks and by storages, each at one place. */
export class Faults {
  readonly #standing = new Map<string, { fault: Fault; met: number; struck: number }>();
  #count = 0;

  add(fault: Fault): StandingFault {
    const id = String(++this.#count);
    this.#standing.set(id, { fault, met: 0, struck: 0 });
    return { id, fault, struck: 0 };
  }

  list(): readonly StandingFault[] {
    return [...this.#standing].map(([id, { fault, struck }]) => ({ id, fault, struck }));
  }

  /** Whether there was such a fault. */
  remove(id: string): boolean {
    return this.#standing.delete(id);
  }

  clear(): void {
    this.#standing.clear();
  }

  /** What goes wrong with a request, in the order in which it was asked for. */
  ofRequest({ node, verb, path, hasTicket }: RequestOccasion): readonly RequestEffect[] {
    return this.#striking((fault) => {
      if (!isRequestFault(fault)) return undefined;
      const { when, then } = fault;
      const isMeant =
        (when.verb ?? verb).toUpperCase() === verb &&
        (when.node ?? node) === node &&
        (when.path === undefined || matchesPath(when.path, path)) &&
        (hasTicket || !("ticket" in then));
      return isMeant ? then : undefined;
    });
  }

  /** What goes wrong with a task. */
  ofTask({ node, type, id = "" }: TaskOccasion): readonly TaskEffect[] {
    return this.#striking((fault) => {
      if (!isTaskFault(fault)) return undefined;
      const { when, then } = fault;
      const isMeant =
        when.task === type && (when.node ?? node) === node && String(when.id ?? id) === String(id);
      return isMeant ? then : undefined;
    });
  }

  /** Whether something that wants room on a storage gets none. */
  takesRoom(storage: string, node: string): boolean {
    return this.#striking((fault) => (isFullOn(fault, storage, node) ? true : undefined)).length > 0;
  }

  /** Whether a storage shows itself full: looking is no occasion. */
  isFull(storage: string, node: string): boolean {
    return [...this.#standing.values()].some(
      (standing) => isFullOn(standing.fault, storage, node) && strikes(standing.fault, standing.met + 1),
    );
  }

  #striking<T>(effectOf: (fault: Fault) => T | undefined): readonly T[] {
    return [...this.#standing.values()].flatMap((standing) => {
      const effect = effectOf(standing.fault);
      if (effect === undefined) return [];
      if (!strikes(standing.fault, ++standing.met)) return [];
      standing.struck++;
      return [effect];
    });
  }
}

function strikes({ when: { nth, times } }: Fault, occasion: number): boolean {
  const first = nth ?? 1;
  return occasion >= first && occasion < first + (times ?? (nth === undefined ? Infinity : 1));
}

function isFullOn(fault: Fault, storage: string, node: string): boolean {
  if (!isStorageFault(fault)) return false;
  return fault.when.storage === storage && (fault.when.node ?? node) === node;
}
