/** One request over the network and how it was answered; what is secret in it is not in here. */
export interface LoggedRequest {
  /** When it came, in milliseconds since 1970 of the simulation's clock. */
  readonly at: number;
  /** The node that was asked. */
  readonly node: string;
  readonly verb: string;
  /** Below `/api2/json`, as it came. */
  readonly path: string;
  /** Of query and body; secrets are `***`, and of long texts only the beginning is kept. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** `root@pam`, or a token: `root@pam!ci`; undefined where nobody was let in. */
  readonly user: string | undefined;
  /** Undefined where the connection broke off without an answer. */
  readonly status: number | undefined;
}
