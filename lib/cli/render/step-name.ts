/** What a step is called: `vm web-1`, from its type and the construct's path within the stack. */
export function stepName({
  type,
  construct,
  address,
}: {
  readonly type: string;
  readonly construct?: string;
  readonly address: string;
}): string {
  const kind = type.slice(type.indexOf("_") + 1).replaceAll("_", " ");
  const place = construct?.split("/").slice(1).join("/") ?? address.replace(/^(?:data\.)?[^.]*\./, "");
  return `${kind} ${place}`;
}
