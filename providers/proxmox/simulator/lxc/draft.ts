import { unusedSlot, type Configuration, type Guest, type PendingChange } from "../guests/guest.js";
import { mountPointsOf } from "./mount-point.js";

/** A container's file while a request works on it. Only what is saved of it lasts. */
export interface Draft {
  /** With `lock` as a key among the others. */
  config: Configuration;
  pending: Guest["pending"];
}

export function draftOf({ config, lock, pending }: Guest): Draft {
  return { config: lock === undefined ? config : { ...config, lock }, pending };
}

/** Writes the file. A volume that is mounted somewhere is not unused. */
export function save(guest: Guest, draft: Draft): void {
  const used = new Set(mountPointsOf(draft.config).map(([, { volume }]) => volume));
  const { lock, ...config } = Object.fromEntries(
    Object.entries(draft.config).filter(([key, value]) => !unusedSlot.test(key) || !used.has(value)),
  );
  guest.config = config;
  guest.lock = lock;
  guest.pending = draft.pending;
}

export function put(draft: Draft, key: string, value: string): void {
  draft.config = { ...draft.config, [key]: value };
}

export function drop(draft: Draft, key: string): void {
  const { [key]: _gone, ...rest } = draft.config;
  draft.config = rest;
}

/** The text that waits for a key. */
export function waitingText({ pending }: Draft, key: string): string | undefined {
  const change = pending[key];
  return change !== undefined && "value" in change ? change.value : undefined;
}

/** Lets a text wait for a key; undefined: nothing waits for it. */
export function wait(draft: Draft, key: string, change: PendingChange | undefined): void {
  const { [key]: _before, ...rest } = draft.pending;
  draft.pending = change === undefined ? rest : { ...rest, [key]: change };
}

/** Takes back that a key waits to be removed; a text that waits for it goes on waiting. */
export function keep(draft: Draft, key: string): void {
  const text = waitingText(draft, key);
  wait(draft, key, text === undefined ? undefined : { value: text });
}

/** Lets a key wait to be removed, whatever else waits for it. */
export function waitRemoval(draft: Draft, key: string): void {
  const text = waitingText(draft, key);
  wait(draft, key, text === undefined ? { remove: true } : { value: text, remove: true });
}

/** The keys that wait to be removed, and those for which a text waits, by name. */
export function waitingKeys({ pending }: Draft, what: "remove" | "value"): readonly string[] {
  return Object.keys(pending)
    .filter((key) => what in (pending[key] as PendingChange))
    .sort();
}

/** Neither does a text wait that is there already, nor the removal of what isn't there. */
export function dropSettled(draft: Draft): void {
  for (const key of waitingKeys(draft, "remove")) if (draft.config[key] === undefined) keep(draft, key);
  for (const key of waitingKeys(draft, "value"))
    if (draft.config[key] === waitingText(draft, key)) {
      const isLeaving = "remove" in (draft.pending[key] ?? {});
      wait(draft, key, isLeaving ? { remove: true } : undefined);
    }
}
