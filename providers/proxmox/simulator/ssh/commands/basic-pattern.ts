/** A basic regular expression as a JavaScript one: `+?|(){}` are letters unless they are escaped. */
export function basic(pattern: string): string {
  return pattern.replace(/\\([+?|(){}])|([+?|(){}])/g, (_, sign: string | undefined, letter: string) =>
    sign === undefined ? `\\${letter}` : sign,
  );
}
