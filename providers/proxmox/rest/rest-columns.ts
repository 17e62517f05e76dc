import type { Leaf } from "../../../lib/schema/attribute.js";
import { dataSource, type DataSource } from "../../../lib/schema/data-source.js";
import { computed } from "../../../lib/schema/roles.js";
import { listOf, text } from "../../../lib/schema/types.js";
import type { Parameters } from "../api/parameters.js";
import type { Connection } from "../connection.js";
import { filledRow } from "./filled-row.js";
import { sortedBy } from "./sorted-by.js";

type Row = Readonly<Record<string, unknown>>;

export interface RestColumns {
  readonly type: string;
  readonly aliases?: readonly string[];
  readonly description: string;
  /** The list in the API. */
  readonly path: string;
  /** What is asked beside the path. */
  readonly parameters?: Parameters;
  readonly id: string;
  /** The key of a row that says which one it is. */
  readonly by: string;
  /** What each list holds of a row. */
  readonly columns: Readonly<Record<string, Leaf<unknown, "computed">>>;
  /** What holds for a row that does not say it. */
  readonly otherwise?: Row;
}

/** A list of the API as lists of equal length and order, one for each attribute of its rows. */
export function restColumns({
  path,
  parameters = {},
  id,
  by,
  columns,
  otherwise = {},
  ...same
}: RestColumns): DataSource<Connection> {
  const attributes = Object.entries(columns).map(
    ([name, { type, description }]) => [name, computed(listOf(type), description)] as const,
  );
  return dataSource({
    ...same,
    source: path,
    attributes: { id: computed(text, `\`${id}\`.`), ...Object.fromEntries(attributes) },
    read: async (connection: Connection) => {
      const rows = sortedBy(by, await connection.onceAt<readonly Row[]>(path, parameters));
      const told = rows.map((row) => filledRow(columns, { ...otherwise, ...row }));
      return {
        id,
        ...Object.fromEntries(
          Object.keys(columns).map((name) => [name, told.map((row) => row[name] ?? null)]),
        ),
      };
    },
  });
}
