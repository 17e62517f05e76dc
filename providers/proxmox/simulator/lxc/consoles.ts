import { consoleRoutes } from "../guests/consoles.js";

/** A container has a terminal and a desktop of text, whatever is in it. */
export const containerConsoles = consoleRoutes("lxc", {
  titleOf: (vmid, { config }) => `CT ${vmid} - ${config["hostname"] ?? `CT${vmid}`}`,
  checkTerminal: () => undefined,
  checkDesktop: () => undefined,
  access: () => ({}),
});
