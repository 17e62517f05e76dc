import { needsOf, type Deciding } from "../../change/perform/needs-of.js";
import { hasErrors, type Diagnostic } from "../../diagnostic/diagnostic.js";
import type { Checks, PlacedNeed } from "../../schema/need.js";
import type { Tasks } from "../../schema/provider.js";
import { grouped } from "../../value/grouped.js";
import { blockAddress } from "../address.js";
import type { Context } from "../context.js";
import { Evaluation } from "../evaluation.js";
import { limited } from "../limited.js";
import type { Node } from "./node.js";

const nodesAtATime = 10;

/** Finds out, before anything is written, whether what the planned changes need holds: all needs of a connection at once. */
export async function checkNeeds(context: Context, nodes: readonly Node[]): Promise<Checks> {
  const { check } = context.provider;
  if (check === undefined) return { held: [], diagnostics: [] };
  const acting = nodes.filter((node) => node.action !== "none" && node.action !== "forget");
  const asked = acting.filter(
    ({ definition, diagnostics }) => definition.verbs.needs !== undefined && !hasErrors(diagnostics),
  );
  const byBlock = grouped(acting, ({ address }) => blockAddress(address));
  const found = await Promise.all(
    [...grouped(asked, aliasOf)].map(([alias, those]) =>
      needsAt(
        context,
        alias,
        those.map((node) => ({ node, after: changesBefore(context, node, byBlock) })),
      ),
    ),
  );
  const among = found.flatMap(({ needs }) => needs);
  const checked = await Promise.all(found.map(({ connection, needs }) => check(connection, needs, among)));
  return {
    held: checked.flatMap(({ held }) => held),
    diagnostics: [...found, ...checked].flatMap(({ diagnostics }) => diagnostics),
  };
}

interface Asked {
  readonly node: Node;
  readonly after: ReadonlySet<string>;
}

/** What changes over one connection need. */
interface Needing {
  readonly connection: Tasks;
  readonly needs: readonly PlacedNeed[];
  readonly diagnostics: readonly Diagnostic[];
}

async function needsAt(
  { connections, blueprint, ground, followsChanges }: Context,
  alias: string | undefined,
  asked: readonly Asked[],
): Promise<Needing> {
  const connection = await connections.to(alias, blueprint.providers, new Evaluation(ground));
  const found = await limited(nodesAtATime, asked, async ({ node, after }) => {
    const { needs, diagnostics } = await needsOf(node.definition, connection, decidingOf(node));
    const place = {
      address: node.text,
      ...(node.block?.construct === undefined ? {} : { construct: node.block.construct }),
    };
    // What something that is applied before may bring about is not missing yet.
    const unmet: PlacedNeed["unmet"] = followsChanges
      ? "maybe by another stack"
      : after.size > 0
        ? "maybe"
        : "certainly";
    return {
      needs: needs.map((need) => ({ ...need, ...place, unmet, after })),
      diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, ...place })),
    };
  });
  return {
    connection,
    needs: found.flatMap(({ needs }) => needs),
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
  };
}

function decidingOf({ decision, action, planned, found }: Node): Deciding {
  return {
    decision: { ...decision, action: action === "forget" ? "none" : action },
    prior: found?.prior,
    planned,
  };
}

/** The addresses of what changes before a node does; what changes is given by its block. */
function changesBefore(
  { graph }: Context,
  { address }: Node,
  acting: ReadonlyMap<string, readonly Node[]>,
): ReadonlySet<string> {
  const before = graph.all.get(blockAddress(address)) ?? [];
  return new Set(before.flatMap((block) => acting.get(block) ?? []).map(({ text }) => text));
}

function aliasOf({ block, found }: Node): string | undefined {
  return block === undefined ? found?.record?.alias : block.provider.alias;
}
