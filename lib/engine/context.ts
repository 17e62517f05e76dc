import type { FileJournal } from "../journal/journal-in-file.js";
import type { DataSource } from "../schema/data-source.js";
import type { Provider, Tasks } from "../schema/provider.js";
import type { Resource } from "../schema/resource.js";
import type { Blueprint } from "./blueprint/blueprint.js";
import type { Connections } from "./connections.js";
import type { Definitions } from "./definitions.js";
import type { Ground } from "./evaluation.js";
import type { EventListener } from "./event.js";
import type { Graph } from "./graph.js";
import type { Remote } from "./remote-states.js";
import type { State } from "./state/state.js";

/** What plan and apply of one stack work with. */
export interface Context extends Pick<Remote, "awaited" | "absent"> {
  readonly blueprint: Blueprint;
  readonly graph: Graph;
  readonly ground: Ground;
  /** Whether this command is yet to change anything in stacks that come before this one. */
  readonly followsChanges: boolean;
  readonly state: State;
  readonly provider: Provider;
  /** `registry.terraform.io/pve-cdk/proxmox`. */
  readonly source: string;
  readonly definitions: Definitions<Resource<Tasks>>;
  readonly dataSources: Definitions<DataSource<Tasks>>;
  readonly connections: Connections;
  readonly journal: FileJournal;
  readonly listener: EventListener;
}
