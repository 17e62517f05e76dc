import { warning, type Diagnostic } from "../../../../../lib/diagnostic/diagnostic.js";
import { pathText, type Path } from "../../../../../lib/value/path.js";

/** Tells that a change is stored and that the running guest does not have it yet. */
export function waitsForStart(path: Path): Diagnostic {
  return warning(`${pathText(path)} waits for the guest's next start`, {
    path,
    detail:
      "It is stored. A restart from inside the guest is not enough: shut it down and start it, or reboot it through Proxmox VE.",
  });
}
