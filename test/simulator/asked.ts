import { plainAnswer } from "../../providers/proxmox/simulator/answer.js";
import type { Upload } from "../../providers/proxmox/simulator/call.js";
import { dispatch } from "../../providers/proxmox/simulator/dispatch.js";
import { ApiFailure } from "../../providers/proxmox/simulator/failure.js";
import type { World } from "../../providers/proxmox/simulator/world.js";
import type { Answer } from "./likeness.js";

export interface Question {
  readonly verb: string;
  readonly path: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Nobody, if null; root@pam if not said. */
  readonly user?: string | null;
  readonly upload?: Upload;
}

/** Asks a world in this process, as somebody, and gives status and answer. */
export async function asked(world: World, question: Question): Promise<Answer> {
  const { verb, path, parameters = {}, user = "root@pam", upload } = question;
  try {
    const data = await dispatch(
      world,
      { verb, path, parameters, ...(upload === undefined ? {} : { upload }) },
      () => {
        if (user === null) throw new ApiFailure(401, "No ticket");
        return user;
      },
    );
    return { status: 200, data: plainAnswer(data) ?? null };
  } catch (thrown) {
    if (!(thrown instanceof ApiFailure)) throw thrown;
    const { status, message, errors } = thrown;
    return { status, message, ...(errors === undefined ? {} : { errors }) };
  }
}
