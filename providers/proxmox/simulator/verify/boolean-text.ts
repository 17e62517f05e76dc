/** Inside property strings PVE takes words for booleans, elsewhere it does not: `on` is 1 there. */
export function booleanText(text: string): string {
  if (/^(?:1|on|yes|true)$/i.test(text)) return "1";
  return /^(?:0|off|no|false)$/i.test(text) ? "0" : text;
}
