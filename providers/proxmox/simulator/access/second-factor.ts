import { stepMeant, type Totp } from "./totp.js";

interface Described {
  readonly created: number;
  description: string;
  enable: 0 | 1;
}

/** Something beside a password by which somebody proves to be there. */
export type SecondFactor = Described &
  (
    | {
        readonly type: "totp";
        readonly totp: Totp;
        /** The last step of time whose code was taken: no code is taken twice. */
        last: number;
      }
    | {
        readonly type: "recovery";
        /** Each opens once; null where it did. */
        readonly keys: (string | null)[];
      }
  );

/** By id. */
export type SecondFactors = ReadonlyMap<string, SecondFactor>;

/** What a login asks for beside the password, as its challenge says it; undefined if nothing. */
export function askedFactors(factors: SecondFactors): object | undefined {
  const enabled = [...factors.values()].filter(({ enable }) => enable === 1);
  if (enabled.length === 0) return undefined;
  const recovery = enabled.flatMap((factor) =>
    factor.type === "recovery" ? factor.keys.flatMap((key, index) => (key === null ? [] : [index])) : [],
  );
  return {
    ...(enabled.some(({ type }) => type === "totp") ? { totp: true } : {}),
    ...(recovery.length === 0 ? {} : { recovery }),
  };
}

/** Takes an answer to the challenge, `totp:123456` or `recovery:KEY`; never one that was taken, or is older. */
export function takesAnswer(factors: SecondFactors, answer: string, milliseconds: number): boolean {
  const [, type, proof = ""] = /^(totp|recovery):(.+)$/.exec(answer) ?? [];
  return [...factors.values()]
    .filter((factor) => factor.type === type && factor.enable === 1)
    .some((factor) => takes(factor, proof, milliseconds));
}

function takes(factor: SecondFactor, proof: string, milliseconds: number): boolean {
  switch (factor.type) {
    case "totp": {
      const meant = stepMeant(factor.totp, proof, milliseconds);
      if (meant === undefined || meant <= factor.last) return false;
      factor.last = meant;
      return true;
    }
    case "recovery": {
      const at = factor.keys.indexOf(proof);
      if (at < 0) return false;
      factor.keys[at] = null;
      return true;
    }
  }
}
