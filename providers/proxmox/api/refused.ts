/** What PVE answered instead of a success. */
export interface Refused {
  readonly verb: string;
  readonly path: string;
  readonly status: number;
  /** PVE's text, without the line break at its end. */
  readonly text: string;
  /** Per parameter, as PVE reports them. */
  readonly errors: Readonly<Record<string, string>>;
}
