import type { Section } from "../../section.js";

/** What a resource is to be. */
export function wantedState({ state = "started" }: Section): "started" | "stopped" | "disabled" | "ignored" {
  switch (state) {
    case "started":
    case "enabled":
      return "started";
    case "stopped":
    case "disabled":
    case "ignored":
      return state;
    default:
      throw new Error(`a resource can't be '${state}'`);
  }
}
