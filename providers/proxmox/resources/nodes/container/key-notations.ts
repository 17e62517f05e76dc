/** PVE ends a description with one line's end, however many there were. */
export const description = { absent: "", canonical: (text: string) => text.replace(/\n+$/, "") };

type Variables = Readonly<Record<string, string>>;

/** Variables of a process, as the process itself gets them: `A=1`, with a NUL between two. */
export const variables = {
  absent: {} as Variables,
  encode: (given: Variables) =>
    Object.entries(given)
      .map(([name, value]) => `${name}=${value}`)
      .join("\0"),
  decode: (stored: string): Variables =>
    Object.fromEntries(
      stored
        .split("\0")
        .filter((line) => line.includes("="))
        .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    ),
};
