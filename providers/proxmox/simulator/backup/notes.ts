import { parameterFailure } from "../failure.js";

const variable = /\{\{([^\s{}]+)\}\}/g;
const known = new Set(["cluster", "guestname", "node", "vmid"]);

/** Refuses a template for notes that names what notes can't tell. */
export function assertNotesTemplate(template: string | undefined): void {
  if (template === undefined) return;
  if (template.includes("\n")) throw parameterFailure({ "notes-template": "contains a line feed\n" });
  const escapes = [...template.matchAll(/\\(.)/g)]
    .filter(([, letter]) => letter !== "n" && letter !== "\\")
    .map(({ 0: text, index }) => `escape sequence '${text}' at char ${index}`);
  const variables = [...template.matchAll(variable)]
    .filter(([, name]) => !known.has(name as string))
    .map(({ 1: name, index }) => `variable '${name}' at char ${index}`);
  const problems = [...escapes, ...variables];
  if (problems.length > 0)
    throw parameterFailure({ "notes-template": `found unknown: ${problems.join(", ")}\n` });
}

/** The notes that a template gives for a guest. */
export function notesFrom(template: string, values: Readonly<Record<string, string>>): string {
  return template
    .replace(/\\([n\\])/g, (_, letter: string) => (letter === "n" ? "\n" : "\\"))
    .replace(variable, (text, name: string) => values[name] ?? text);
}
