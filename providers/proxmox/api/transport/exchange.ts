/** One request on the wire, without meaning. */
export interface Exchange {
  readonly verb: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the endpoint. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Text, or what opens a stream: each attempt sends it anew. A chunk of it holds until the next but one is asked for.
   */
  readonly body?: string | (() => AsyncIterable<Uint8Array>);
  readonly signal?: AbortSignal;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly text: string;
  /** The server's clock, in milliseconds since 1970, where it said so. */
  readonly date: number | undefined;
}

/** A way to a server. Throws NotConnected where a request surely was not sent. */
export interface Transport {
  send(exchange: Exchange): Promise<Answer>;
  close(): Promise<void>;
}
