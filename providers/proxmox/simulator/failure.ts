/** An answer that is not a success; handlers throw it. */
export class ApiFailure extends Error {
  readonly status: number;
  /** Per parameter, as PVE reports them with a 400. */
  readonly errors: Readonly<Record<string, string>> | undefined;

  constructor(status: number, message: string, errors?: Readonly<Record<string, string>>) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

/** PVE's way to refuse: nearly everything that is not about a parameter is a 500 with a text. */
export function fail(message: string): never {
  throw new ApiFailure(500, message);
}

export function parameterFailure(errors: Readonly<Record<string, string>>): ApiFailure {
  return new ApiFailure(400, "Parameter verification failed.", errors);
}

/** What PVE's web server refuses before its API sees it: the body is the bare text. */
export class TransportFailure extends ApiFailure {}

/** What lies between a node and another one: the reason is in the status line, the body is empty. */
export class ProxyFailure extends ApiFailure {}
