/**
 * A message as who writes TypeScript reads it: messages hold what is to be written into the code in backticks, in the
 * words of Terraform (`allow_data_loss = true`), since those are the words of plans and states.
 */
export function inTypeScript(text: string): string {
  return text.replaceAll(
    /`([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)(?: = ([^`]+))?`/g,
    (_, path: string, value?: string) => {
      const name = path.replaceAll(/_([a-z0-9])/g, (_underscore, letter: string) => letter.toUpperCase());
      return value === undefined ? `\`${name}\`` : `\`${name}: ${value}\``;
    },
  );
}
