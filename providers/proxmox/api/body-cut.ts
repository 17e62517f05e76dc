/** The connection broke before a body was sent as a whole, so nothing was done with it. The cause says why. */
export class BodyCut extends Error {
  constructor(cause: unknown) {
    super("the body was not sent as a whole", { cause });
    this.name = "BodyCut";
  }
}
