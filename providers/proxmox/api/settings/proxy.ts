import { error, warning } from "../../../../lib/diagnostic/diagnostic.js";
import type { Environment } from "../../../../lib/schema/provider.js";
import type { Report } from "../../settings/report.js";

/** An HTTP proxy that stands between us and servers. */
export interface Proxy {
  /** `http://proxy.example.com:3128`, without user and password. */
  readonly origin: string;
  /** Header that logs in at the proxy; secret. */
  readonly authorization: string | undefined;
  /** The variable that names it. */
  readonly from: string;
  /** What is reached without it: the text of NO_PROXY. */
  readonly exceptions: string;
}

/** The proxy for servers of a kind, as curl and Terraform take it from the environment. */
export function proxyOf(
  scheme: "https" | "http",
  environment: Environment,
  report: Report,
): Proxy | undefined {
  const name = [`${scheme}_proxy`, `${scheme.toUpperCase()}_PROXY`].find(
    (each) => (environment[each] ?? "") !== "",
  );
  if (name === undefined) return undefined;
  const text = environment[name] ?? "";
  const written = /^\w+:\/\//.test(text) ? text : `http://${text}`;
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    // Every endpoint is https; few stacks fetch a file by http.
    const told = scheme === "https" ? error : warning;
    report(
      told(`${name} in the environment is not the address of an HTTP proxy`, {
        detail:
          "Write http://proxy.example.com:3128, with user:password@ before the host where it wants them.",
      }),
    );
    return undefined;
  }
  const login = [url.username, url.password].map(decodeURIComponent).join(":");
  return {
    origin: url.origin,
    authorization: login === ":" ? undefined : `Basic ${Buffer.from(login).toString("base64")}`,
    from: name,
    exceptions: environment["no_proxy"] ?? environment["NO_PROXY"] ?? "",
  };
}
