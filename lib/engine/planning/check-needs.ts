import { needsOf, type Deciding } from "../../change/perform/needs-of.js";
import { hasErrors } from "../../diagnostic/diagnostic.js";
import type { Checks, PlacedNeed } from "../../schema/need.js";
import { blockAddress } from "../address.js";
import type { Context } from "../context.js";
import { Evaluation } from "../evaluation.js";
import { limited } from "../limited.js";
import type { Node } from "./node.js";

const nodesAtATime = 10;

/** Finds out, before anything is written, whether what the planned changes need holds: all needs of a connection at once. */
export async function checkNeeds(context: Context, nodes: readonly Node[]): Promise<Checks> {
  const acting = nodes.filter((node) => node.action !== "none" && node.action !== "forget");
  const asked = acting.filter(
    ({ definition, diagnostics }) => definition.verbs.needs !== undefined && !hasErrors(diagnostics),
  );
  const aliases = [...new Set(asked.map(aliasOf))];
  const acts = new Set(acting.map(({ address }) => blockAddress(address)));
  const checked = await Promise.all(
    aliases.map((alias) =>
      checkAt(
        context,
        alias,
        asked
          .filter((node) => aliasOf(node) === alias)
          .map((node) => ({ node, unmet: unmet(context, node, acts) })),
      ),
    ),
  );
  return {
    held: checked.flatMap(({ held }) => held),
    diagnostics: checked.flatMap(({ diagnostics }) => diagnostics),
  };
}

interface Asked {
  readonly node: Node;
  readonly unmet: PlacedNeed["unmet"];
}

async function checkAt(
  { provider, connections, blueprint, ground }: Context,
  alias: string | undefined,
  asked: readonly Asked[],
): Promise<Checks> {
  if (provider.check === undefined) return { held: [], diagnostics: [] };
  const connection = await connections.to(alias, blueprint.providers, new Evaluation(ground));
  const found = await limited(nodesAtATime, asked, async ({ node, unmet }) => {
    const { needs, diagnostics } = await needsOf(node.definition, connection, decidingOf(node));
    const place = {
      address: node.text,
      ...(node.block?.construct === undefined ? {} : { construct: node.block.construct }),
    };
    return {
      needs: needs.map((need) => ({ ...need, ...place, unmet })),
      diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, ...place })),
    };
  });
  const needs = found.flatMap((each) => each.needs);
  const { held, diagnostics } = await provider.check(connection, needs);
  return { held, diagnostics: [...found.flatMap((each) => each.diagnostics), ...diagnostics] };
}

function decidingOf({ decision, action, planned, found }: Node): Deciding {
  return {
    decision: { ...decision, action: action === "forget" ? "none" : action },
    prior: found?.prior,
    planned,
  };
}

/** What something that is applied before may bring about is not missing yet. */
function unmet({ graph }: Context, { address }: Node, acts: ReadonlySet<string>): PlacedNeed["unmet"] {
  const before = graph.all.get(blockAddress(address)) ?? [];
  return before.some((each) => acts.has(each)) ? "maybe" : "certainly";
}

function aliasOf({ block, found }: Node): string | undefined {
  return block === undefined ? found?.record?.alias : block.provider.alias;
}
