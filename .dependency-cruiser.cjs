/** The walls of ARCHITECTURE.md, as rules: an import through a wall fails `npm run check`. */
const rule = (name, comment, ...[from, to]) => ({ name, comment, severity: "error", from, to });

module.exports = {
  forbidden: [
    rule(
      "framework-knows-no-provider",
      "lib is for any provider",
      { path: "^lib/" },
      { path: "^providers/" },
    ),
    rule(
      "pure-core-does-no-io",
      "value, schema, change's pure part and expression can be tested without a world",
      { path: "^lib/(value|change|expression)/" },
      { dependencyTypes: ["core"], pathNot: "^(node:)?util$" },
    ),
    rule(
      "cdktf-stays-in-the-construct-rooms",
      "its fork cdktn is served from the same source by swapping one import",
      {
        path: "^(lib|providers)/",
        pathNot:
          "^(lib/constructs|providers/proxmox/(constructs|generated|testing))/|^providers/proxmox/index\\.ts$",
      },
      { path: "node_modules/(cdktf|constructs)/" },
    ),
    rule(
      "undici-only-in-api",
      "one HTTP client",
      { path: "^(lib|providers)/", pathNot: "^providers/proxmox/api/" },
      { path: "node_modules/undici/" },
    ),
    rule(
      "ssh2-only-where-ssh-is-served",
      "one place that knows the SSH library",
      { path: "^(lib|providers)/", pathNot: "^providers/proxmox/(simulator/)?ssh/" },
      { path: "node_modules/(@types/)?ssh2/" },
    ),
    rule(
      "zod-only-in-schema",
      "the only room that looks inside a zod type; what the command line tells programs is described in it too",
      { path: "^lib/", pathNot: "^lib/(schema|cli/json)/" },
      { path: "node_modules/zod/" },
    ),
    rule(
      "resources-stand-alone",
      "a resource or data source imports schema, form, api and its own folder",
      { path: "^providers/proxmox/(resources|data-sources)/" },
      {
        path: "^lib/(engine|terraform|cli|generate|constructs|expression)/|^providers/proxmox/(constructs|generated|simulator|commands|bin|testing)/",
      },
    ),
    rule(
      "simulator-shares-only-the-specification",
      "a misreading shared by client and simulator would cancel out",
      { path: "^providers/proxmox/simulator/" },
      { path: "^lib/|^providers/proxmox/(?!simulator/|api/specification/)" },
    ),
    rule("no-cycles", "a cycle has no first file to read", {}, { circular: true }),
    rule(
      "no-orphans",
      "a file that nothing imports is forgotten",
      {
        orphan: true,
        path: "^(lib|providers)/",
        pathNot: "^providers/proxmox/(bin/|testing/index\\.ts$|index\\.ts$)|\\.d\\.ts$",
      },
      {},
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
