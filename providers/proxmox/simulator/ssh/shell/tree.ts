/** A word before it is expanded. */
export type Word = readonly Part[];

export type Part =
  | { readonly kind: "text"; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: "variable";
      readonly name: string;
      readonly quoted: boolean;
      /** `${name:-fallback}` */
      readonly fallback?: Word;
    }
  | { readonly kind: "substitution"; readonly script: Script; readonly quoted: boolean };

/** Commands one after another. */
export type Script = readonly Chain[];

/** Pipelines joined by `&&` and `||`. */
export type Chain = readonly {
  readonly when: "always" | "success" | "failure";
  readonly pipeline: Pipeline;
}[];

export interface Pipeline {
  readonly negated: boolean;
  readonly commands: readonly Node[];
}

export interface Redirection {
  readonly descriptor: number;
  readonly operator: "<" | ">" | ">>" | ">&" | "<<<";
  readonly target: Word;
}

export type Node = (
  | {
      readonly kind: "simple";
      readonly line: number;
      readonly assignments: readonly { readonly name: string; readonly value: Word }[];
      readonly words: readonly Word[];
    }
  | {
      readonly kind: "if";
      readonly branches: readonly { readonly condition: Script; readonly body: Script }[];
      readonly otherwise: Script;
    }
  | { readonly kind: "for"; readonly name: string; readonly words: readonly Word[]; readonly body: Script }
  | { readonly kind: "while"; readonly condition: Script; readonly until: boolean; readonly body: Script }
  | { readonly kind: "group"; readonly body: Script; readonly isSubshell: boolean }
  | { readonly kind: "function"; readonly name: string; readonly body: Node }
) & { readonly redirections: readonly Redirection[] };
