import { blockAddress, parseAddress } from "../address.js";
import type { Block } from "../blueprint/blueprint.js";
import type { Context } from "../context.js";
import type { PlanRequest } from "../plan.js";

/** Answers which objects a request's names mean. */
export interface Chooser {
  isTarget(text: string, construct: string | undefined): boolean;
  isToBeReplaced(text: string, construct: string | undefined): boolean;
  mayLoseData(text: string, construct: string | undefined): boolean;
}

export function choosing({ graph }: Context, wish: PlanRequest): Chooser {
  const names = (list: readonly string[]) => (text: string, construct: string | undefined) =>
    list.some(
      (name) => name === "*" || name === text || name === construct || name === text.replace(/\[.*$/s, ""),
    );
  const named = names(wish.targets ?? []);
  const needed = new Set(
    graph.order
      .filter((block) => wish.targets?.some((name) => isNamed(block, name)) === true)
      .flatMap((block) => [blockAddress(block), ...(graph.all.get(blockAddress(block)) ?? [])]),
  );
  return {
    isTarget: (text, construct) =>
      wish.targets === undefined || named(text, construct) || needed.has(text.replace(/\[.*$/s, "")),
    isToBeReplaced: names(wish.replace),
    mayLoseData: names(wish.allowDataLoss),
  };
}

function isNamed(block: Block, name: string): boolean {
  const address = parseAddress(name);
  return name === block.construct || (address !== undefined && blockAddress(address) === blockAddress(block));
}
