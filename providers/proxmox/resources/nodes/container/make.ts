import type { Work } from "../../../../../lib/schema/resource.js";
import { unchecked } from "../../../api/typed-calls.js";
import type { Connection } from "../../../connection.js";
import type { NewGuest } from "../guest/guest-type.js";
import { rethrow } from "../guest/refused.js";
import { withNumber } from "../guest/with-number.js";
import { creationParameters } from "./creation-parameters.js";
import { keyPath } from "./key-path.js";
import { marked } from "./marked.js";

/** Makes a container from a template or an image, and answers its number. */
export async function make(work: Work<Connection>, { node, planned, secrets }: NewGuest): Promise<number> {
  const { ostemplate = "", ...configuration } = creationParameters({ planned, secrets });
  const { vmid: wished, pool } = planned;
  const { parameters, proof } = await marked(work.connection, configuration);
  return withNumber(work, { kind: "lxc", wished, proof }, ({ vmid }) =>
    work.connection.api
      .post("/nodes/{node}/lxc", {
        node,
        vmid,
        ostemplate,
        ...unchecked(parameters),
        ...(typeof pool === "string" ? { pool } : {}),
      })
      .catch((thrown: unknown) => rethrow(thrown, keyPath)),
  );
}
