import type { Proxy } from "../settings/proxy.js";

/** No connection came about, so nothing was sent. The cause says why. */
export class NotConnected extends Error {
  constructor(cause: unknown) {
    super("no connection", { cause });
    this.name = "NotConnected";
  }
}

/** Another certificate than the pinned ones. */
export class OtherCertificate extends Error {
  constructor(
    readonly pinned: readonly string[],
    readonly shown: string,
  ) {
    super("another certificate than the pinned one");
  }
}

/** The proxy itself is out of reach. The cause says why. */
export class ProxyFailed extends Error {
  constructor(
    readonly proxy: Proxy,
    cause: unknown,
  ) {
    super("the proxy is out of reach", { cause });
  }
}

/** The proxy answered, but let nobody through. */
export class ProxyRefused extends Error {
  constructor(
    readonly proxy: Proxy,
    readonly status: number,
  ) {
    super(`the proxy answered ${status}`);
  }
}
