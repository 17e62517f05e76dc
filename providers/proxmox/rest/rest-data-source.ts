import { refuse } from "../../../lib/diagnostic/refusal.js";
import type { Values } from "../../../lib/schema/attribute.js";
import { dataSource, type DataAttributes, type DataSource } from "../../../lib/schema/data-source.js";
import { computed } from "../../../lib/schema/roles.js";
import { text } from "../../../lib/schema/types.js";
import type { ValueObject } from "../../../lib/value/value.js";
import { means } from "../api/meanings.js";
import type { Parameters } from "../api/parameters.js";
import type { Connection } from "../connection.js";
import { filledRow } from "./filled-row.js";
import { template } from "./template.js";

type Row = Readonly<Record<string, unknown>>;

export interface RestDataSource<A extends DataAttributes, T> {
  readonly type: string;
  readonly aliases?: readonly string[];
  readonly description: string;
  /** Where PVE answers; what stands in braces is asked: `/nodes/{node_name}/status`. */
  readonly path: string;
  /** What is asked beside the path. */
  parameters?(asked: Values<A>): Parameters;
  /** What `id` looks like: `{node_name}`, or one word for what there is once. */
  readonly id: string;
  readonly attributes: A;
  /** Brings the answer into an object whose keys the attributes name. */
  row?(answer: T): Row;
  /** The attributes that no key of the answer tells. */
  more?(connection: Connection, asked: Values<A>, answer: T): ValueObject | Promise<ValueObject>;
}

/** One object of the API, told in attributes by the names and notations that they have. */
export function restDataSource<const A extends DataAttributes, T = Row>({
  path,
  parameters = () => ({}),
  id,
  attributes,
  row = (answer) => answer as Row,
  more = () => ({}),
  ...same
}: RestDataSource<A, T>): DataSource<Connection> {
  const [place, name] = [template(path), template(id)];
  const told = Object.fromEntries(Object.entries(attributes).filter(([, { role }]) => role === "computed"));
  return dataSource<Connection, DataAttributes>({
    ...same,
    source: path,
    attributes: { id: computed(text, `\`${id}\`.`), ...attributes },
    read: async (connection, given) => {
      const asked = given as ValueObject;
      try {
        const typed = given as unknown as Values<A>;
        const answer = await connection.onceAt<T>(place.fill(asked, encodeURIComponent), parameters(typed));
        return {
          id: name.fill(asked),
          ...filledRow(told, row(answer)),
          ...(await more(connection, typed, answer)),
        };
      } catch (thrown) {
        if (!means(thrown, "missing") && !means(thrown, "nodeMissing")) throw thrown;
        return refuse(`there is no ${same.type.replaceAll("_", " ")} "${name.fill(asked)}"`, {
          path: name.names,
          detail: "Proxmox VE knows none of that name, or this login may not see it.",
        });
      }
    },
  });
}
