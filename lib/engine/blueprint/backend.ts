import { dirname, resolve } from "node:path";

import { isObject, type ValueObject } from "../../value/value.js";
import { listed, type Reading } from "./reading.js";

interface Place {
  readonly stack: string;
  /** The synthesized file. */
  readonly file: string;
}

/** Where the state lies by the code's word. Any backend but `local` is Terraform's business. */
export function statePathOf(
  reading: Reading,
  terraform: readonly ValueObject[],
  { stack, file }: Place,
): string {
  const directory = dirname(file);
  const ordinary = resolve(directory, "terraform.tfstate");
  if (terraform.some(({ cloud }) => isObject(cloud) || Array.isArray(cloud))) {
    reading.refuse(`the stack "${stack}" keeps its state in HCP Terraform`, { detail: belongsToTerraform });
    return ordinary;
  }
  const backend = terraform
    .flatMap((block) => listed(block["backend"]))
    .find((each) => Object.keys(each).length > 0);
  if (backend === undefined) return ordinary;
  const [kind = "local"] = Object.keys(backend);
  if (kind !== "local") {
    reading.refuse(`the stack "${stack}" keeps its state in the backend "${kind}"`, {
      detail: belongsToTerraform,
    });
    return ordinary;
  }
  const path = listed(backend[kind])[0]?.["path"];
  return typeof path === "string" ? resolve(directory, path) : ordinary;
}

const belongsToTerraform =
  "Such a stack belongs to Terraform: apply it with cdktf deploy or terraform apply. The embedded engine works on a local state, which is what a stack without a backend has.";
