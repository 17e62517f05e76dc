import { warning, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import { diagnosticsOf } from "../../../lib/diagnostic/refusal.js";
import type { Checks, PlacedNeed } from "../../../lib/schema/need.js";
import type { Connection } from "../connection.js";
import { sshSubject, type SshWork } from "../ssh/ssh-need.js";
import type { SshNode } from "../ssh/ssh-node.js";
import { grouped } from "../../../lib/value/grouped.js";
import { namesOf } from "./names-of.js";
import { placeOf } from "./place-of.js";

/** Logs in to each node once, and tries sudo for what is to be done there. What fails here is no guess: it was tried. */
export async function checkSsh(connection: Connection, needs: readonly PlacedNeed[]): Promise<Checks> {
  const nodes = grouped(needs, (need) => sshSubject(need).node);
  const checked = await Promise.all(
    [...nodes].map(([node, there]) =>
      node === undefined ? notKnown(there) : checkNode(connection, node, there),
    ),
  );
  return {
    held: checked.flatMap(({ held }) => held),
    diagnostics: checked.flatMap(({ diagnostics }) => diagnostics),
  };
}

async function checkNode(
  connection: Connection,
  name: string,
  needs: readonly PlacedNeed[],
): Promise<Checks> {
  try {
    const node = await connection.ssh(name);
    const { username, way, note } = await node.session.login();
    await node.mayUsePvesm();
    for (const work of worksOf(needs)) await mayDo(node, work);
    const sudo = username === "root" ? "" : " with sudo";
    const told = note === undefined ? "" : `; ${note}`;
    return {
      held: [`SSH to ${name} as ${username}${sudo} by ${way}, ${reasons(needs)}${told}`],
      diagnostics: needs.filter((need) => sshSubject(need).work?.kind === "import").map(detour),
    };
  } catch (thrown) {
    return { held: [], diagnostics: diagnosticsOf(thrown).map((diagnostic) => placedAt(needs, diagnostic)) };
  }
}

/** Each kind of work once, however many resources do it. */
function worksOf(needs: readonly PlacedNeed[]): readonly SshWork[] {
  const works = needs.flatMap((need) => sshSubject(need).work ?? []);
  return [...new Map(works.map((work) => [JSON.stringify(work), work])).values()];
}

async function mayDo(node: SshNode, work: SshWork): Promise<void> {
  switch (work.kind) {
    case "write": {
      const file = `${await node.directory(work.storage, work.content)}/pve-cdk`;
      await node.mayRun(["tee", file]);
      return work.mode === undefined ? undefined : node.mayRun(["chmod", work.mode, file]);
    }
    case "import":
      return node.mayRun(["qm", "disk", "import"]);
  }
}

/** Why it is needed, and by which resources: `because the API has no upload for snippets (web/user-data)`. */
function reasons(needs: readonly PlacedNeed[]): string {
  return [...grouped(needs, ({ because }) => because)]
    .map(([because, those]) => `because ${because}${namesOf(those)}`)
    .join(" and ");
}

function placedAt(needs: readonly PlacedNeed[], diagnostic: Diagnostic): Diagnostic {
  // The settings' own paths lead nowhere in a resource.
  const { path: _path, ...rest } = diagnostic;
  return {
    ...rest,
    ...placeOf(needs),
    detail: [diagnostic.detail ?? [], `Needed ${reasons(needs)}.`].flat().join("\n"),
  };
}

/** An import over SSH can be avoided, which whoever reads only Terraform's plan would not learn. */
function detour(need: PlacedNeed): Diagnostic {
  return warning("this image goes over SSH", { detail: `${need.because}.`, ...placeOf([need]) });
}

async function notKnown(needs: readonly PlacedNeed[]): Promise<Checks> {
  return {
    held: [],
    diagnostics: [
      placedAt(
        needs,
        warning("SSH can't be checked before the apply", { detail: "The node is not known yet." }),
      ),
    ],
  };
}
