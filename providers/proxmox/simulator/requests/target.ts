import { TransportFailure } from "../failure.js";

/** What a request is about, as its URL tells. */
export interface Target {
  /** `json`, `extjs`, `html`, `png`; what it may be is checked when it is answered. */
  readonly format: string;
  /** Below `/api2/json`, as it came; of what is no path of the API all of it. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly isApi: boolean;
}

const verbs = new Set(["GET", "POST", "PUT", "DELETE"]);
const formats = new Set(["json", "extjs", "html", "png"]);

export function targetOf(url: string): Target {
  const [plain = "", query = ""] = url.split(/\?(.*)/s);
  const match = /^\/api2\/([^/]+)(\/.*)?$/.exec(plain);
  const parts = { query: new URLSearchParams(query), isApi: match !== null };
  if (match === null) return { ...parts, format: "", path: plain };
  return { ...parts, format: match[1] as string, path: (match[2] ?? "/").replace(/^\/+/, "/") };
}

/** Refuses what never reaches the API. */
export function assertServed(verb: string, { format, path, isApi }: Target): void {
  if (!verbs.has(verb)) throw new TransportFailure(501, `method '${verb}' not available`);
  if (!isApi)
    throw path === "/api2"
      ? new TransportFailure(501, "no such uri")
      : new TransportFailure(500, `no such file '${path}'`);
  if (!formats.has(format)) throw new TransportFailure(501, `no formatter for uri ${path}, ${format}`);
}

/** The only requests that bring files. */
export function isUpload(verb: string, { path }: Target): boolean {
  return verb === "POST" && /^\/nodes\/[^/]+\/storage\/[^/]+\/upload$/.test(path);
}
