/** How a tool shows an answer: `--output-format`. */
export type Format = "text" | "json" | "json-pretty" | "yaml";

export interface Look {
  readonly format: Format;
  readonly border: boolean;
  readonly header: boolean;
}

/** An answer as PVE's tools print it. */
export function answerText(answer: unknown, look: Look): string {
  if (answer === undefined || answer === null) return "";
  if (look.format === "json") return `${JSON.stringify(sorted(answer))}\n`;
  if (look.format === "json-pretty") return `${pretty(sorted(answer))}\n`;
  if (Array.isArray(answer)) return listText(answer, look);
  if (typeof answer !== "object") return `${cell(answer)}\n`;
  const rows = Object.entries(sorted(answer) as object).map(([key, value]) => [key, cell(value)]);
  return table(["key", "value"], rows, look);
}

function listText(answer: readonly unknown[], look: Look): string {
  const rows = answer.filter(
    (row): row is Readonly<Record<string, unknown>> => typeof row === "object" && row !== null,
  );
  if (rows.length < answer.length) return answer.map((each) => `${cell(each)}\n`).join("");
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
  return rows.length === 0
    ? ""
    : table(
        names,
        rows.map((row) => names.map((name) => cell(row[name]))),
        look,
      );
}

function table(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  { border, header }: Look,
): string {
  const shown = header ? [names, ...rows] : rows;
  const widths = names.map((_, column) => Math.max(...shown.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[], edge: string, between: string) =>
    `${edge}${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(between)}${edge}`.trimEnd();
  if (!border) return shown.map((row) => `${line(row, "", " ")}\n`).join("");
  const rule = (fill: string, ends: readonly [string, string, string]) =>
    `${ends[0]}${widths.map((width) => fill.repeat(width + 2)).join(ends[1])}${ends[2]}`;
  const body = rows.map((row) => line(row, "│", " │ ").replace(/^│/, "│ ").replace(/│$/, " │"));
  const head = line(names, "│", " │ ").replace(/^│/, "│ ").replace(/│$/, " │");
  return [
    rule("─", ["┌", "┬", "┐"]),
    ...(header ? [head, rule("═", ["╞", "╪", "╡"])] : []),
    body.join(`\n${rule("─", ["├", "┼", "┤"])}\n`),
    rule("─", ["└", "┴", "┘"]),
    "",
  ].join("\n");
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

/** Perl's layout: three blanks, and blanks around the colon. */
function pretty(value: unknown): string {
  return JSON.stringify(value, null, 3).replace(/^( *"(?:[^"\\]|\\.)*"): /gm, "$1 : ");
}
