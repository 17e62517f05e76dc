import { warning, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import type { Environment } from "../../../lib/schema/provider.js";
import { valueTypeOf } from "../../../lib/schema/inspect.js";
import { validateAttributes } from "../../../lib/schema/validate.js";
import type { Path } from "../../../lib/value/path.js";
import { isUnknown, type ValueObject } from "../../../lib/value/value.js";
import type { Setting, Settings } from "./setting.js";
import { valueOfText } from "./value-of-text.js";

/** A setting's value, and who said it. */
export interface Given<T = unknown> {
  readonly value: T;
  readonly source: "block" | "environment";
  /** For messages: `min_tls in the provider block`, or `PROXMOX_VE_MIN_TLS in the environment`. */
  readonly from: string;
  /** Where it belongs in the provider block, whoever said it. */
  readonly path: Path;
}

/** What is given of some settings; undefined for what nobody says. */
export type GivenOf<S extends Settings> = {
  readonly [N in keyof S]: (S[N] extends Setting<infer T> ? Given<T> : never) | undefined;
};

/** Where settings are looked for. */
export interface Sources {
  /** The provider block, or the block inside it that holds the settings. */
  readonly block: ValueObject;
  /** Where that block lies: `["ssh", 0]`; the provider block itself if not said. */
  readonly at?: Path;
  readonly environment: Environment;
}

/** Collects what is given of some settings: the block before the environment. Empty text counts as nothing. */
export function givenOf<S extends Settings>(
  settings: S,
  sources: Sources,
): { readonly given: GivenOf<S>; readonly diagnostics: readonly Diagnostic[] } {
  const found = Object.entries(settings).map(([name, setting]) => ({
    name,
    ...lookUp(setting, name, sources),
  }));
  return {
    given: Object.fromEntries(found.map(({ name, given }) => [name, given])) as GivenOf<S>,
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
  };
}

interface Found {
  readonly given: Given | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const nothing: Found = { given: undefined, diagnostics: [] };

function lookUp(
  { attribute, variables }: Setting,
  name: string,
  { block, at = [], environment }: Sources,
): Found {
  const path = [...at, name];
  const written = block[name] ?? null;
  // An unknown value is somebody's wish already: the environment doesn't overrule it.
  if (isUnknown(written)) return nothing;
  if (written !== null && written !== "")
    return found(
      { value: written, source: "block", from: `${nameOf(path)} in the provider block`, path },
      attribute,
    );
  const variable = variables.find((each) => (environment[each] ?? "") !== "");
  if (variable === undefined) return nothing;
  const value = valueOfText(environment[variable] ?? "", valueTypeOf(attribute.type));
  const wrong = validateAttributes({ [variable]: attribute }, { [variable]: value });
  if (wrong.length > 0) return { given: undefined, diagnostics: wrong.map((each) => ({ ...each, path })) };
  return found({ value, source: "environment", from: `${variable} in the environment`, path }, attribute);
}

/** What is deprecated is taken, with a word on what to do instead. */
function found(given: Given, { deprecated }: Setting["attribute"]): Found {
  if (deprecated === undefined) return { given, diagnostics: [] };
  return {
    given,
    diagnostics: [warning(`${given.from} is deprecated`, { path: given.path, detail: deprecated })],
  };
}

/** `ssh.username`: a block that can be written once only needs no number. */
function nameOf(path: Path): string {
  return path.filter((step) => typeof step === "string").join(".");
}
