import { error, warning } from "../../../../lib/diagnostic/diagnostic.js";
import type { Given } from "../../settings/given.js";
import type { Report } from "../../settings/report.js";
import type { ApiGiven } from "./api-settings.js";

/** The addresses to try, in their order, without a slash at the end; undefined if one of them is none. */
export function endpointsOf(
  { endpoint, endpoints }: ApiGiven,
  report: Report,
): readonly string[] | undefined {
  const written = [...(endpoint === undefined ? [] : [endpoint]), ...listed(endpoint, endpoints)];
  if (written.length === 0) {
    report(
      error("no endpoint", {
        path: ["endpoint"],
        detail:
          "Set endpoint in the provider block, or PROXMOX_VE_ENDPOINT, to the address of a node: https://pve.example.com:8006. To try without a cluster, run: npx pve-cdk simulator",
      }),
    );
    return undefined;
  }
  const origins = written.flatMap((each) => originOf(each, report) ?? []);
  return origins.length < written.length ? undefined : [...new Set(origins)];
}

/** Who names an endpoint in code does not mean further ones that the environment knows of another cluster. */
function listed(endpoint: ApiGiven["endpoint"], endpoints: ApiGiven["endpoints"]): readonly Given<string>[] {
  if (endpoints === undefined || (endpoint?.source === "block" && endpoints.source === "environment"))
    return [];
  return endpoints.value.map((value, index) => ({
    value,
    source: endpoints.source,
    from: `${endpoints.from} (number ${index + 1})`,
    path: [...endpoints.path, index],
  }));
}

function originOf({ value, from, path }: Given<string>, report: Report): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const wrong = url === undefined ? "It has no scheme." : wrongWith(url);
  if (url === undefined || wrong !== undefined) {
    report(
      error(`${from} is not the address of a Proxmox VE`, {
        path,
        detail: `${wrong} Write scheme, host and port: https://pve.example.com:8006`,
      }),
    );
    return undefined;
  }
  if (url.pathname !== "/")
    report(
      warning(`${from} ends with ${url.pathname}`, {
        path,
        detail: `Every path begins with it anyway. Write ${url.origin}`,
      }),
    );
  return url.origin;
}

/** Says nothing of the address itself: it may hold a password. */
function wrongWith(url: URL): string | undefined {
  if (url.username !== "" || url.password !== "")
    return "It holds a user: give `username` and `password`, or `api_token`, as settings of their own.";
  if (url.protocol !== "https:")
    return url.protocol === "http:"
      ? "It begins with http, which would send the credentials in clear."
      : `Given: ${JSON.stringify(url.href)}, which does not begin with https.`;
  return /^\/(?:api2\/json\/?)?$/.test(url.pathname) && url.search === "" && url.hash === ""
    ? undefined
    : `Given: ${JSON.stringify(url.href)}, with more than an address.`;
}
