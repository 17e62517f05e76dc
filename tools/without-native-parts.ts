import type { Plugin } from "esbuild";

/**
 * The SSH library tries native parts first, where they were built on this machine, and does without them where they are
 * missing: in a bundle they always are, so that its bytes are the same wherever it is built.
 */
export const withoutNativeParts: Plugin = {
  name: "without-native-parts",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /\.node$|^cpu-features$/ }, ({ path }) => ({ path, namespace: "native" }));
    onLoad({ filter: /.*/, namespace: "native" }, () => ({
      contents: 'throw new Error("not in the bundle");',
    }));
  },
};
