/** The import rules of docs/architecture.md: imports go down only. */
const KERNEL = "^lib/(env|db|errors|context|log|api|csv)/";
const ADAPTERS = "^lib/(storage|mail|queue|live|pdf)/";
const DOMAIN =
  "^lib/(ingest|studies|patients|directory|shares|key-images|users|organizations|peers|forwarding|audit-log|administration|keeping|backup|retention|drops|requests|meetings|figures)/";
const outside = (...allowed) => ({
  path: "^(app|components|lib|prisma/seed|scripts|tests)/",
  pathNot: allowed,
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-unresolved",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, path: "^[@.]" },
    },
    {
      name: "kernel-stands-alone",
      severity: "error",
      from: { path: KERNEL },
      to: outside(KERNEL),
    },
    {
      name: "dicom-is-pure",
      severity: "error",
      from: { path: "^lib/dicom/", pathNot: "\\.test\\.ts$" },
      to: outside("^lib/dicom/"),
    },
    {
      name: "adapters-and-audit-on-the-kernel",
      severity: "error",
      from: { path: "^lib/(storage|mail|queue|live|audit)/", pathNot: "\\.test\\.ts$" },
      to: outside(KERNEL, "^lib/(storage|mail|queue|live|audit|i18n)/"),
    },
    {
      name: "auth-on-audit-and-kernel",
      severity: "error",
      from: { path: "^lib/auth/", pathNot: "\\.test\\.ts$" },
      to: outside(KERNEL, "^lib/(auth|audit|i18n)/"),
    },
    {
      name: "domain-rooms-go-down",
      severity: "error",
      from: { path: DOMAIN, pathNot: "\\.test\\.ts$" },
      to: outside(KERNEL, ADAPTERS, DOMAIN, "^lib/(audit|auth|dicom|i18n)/"),
    },
    {
      name: "rooms-have-one-door",
      comment:
        "Another room is entered through its index.ts; its api.ts and jobs.ts are for those who list them.",
      severity: "error",
      from: { path: "^(lib/[^/]+|app|components|scripts)/", pathNot: "\\.test\\.ts$" },
      to: {
        path: "^lib/(ingest|studies|patients|directory|shares|key-images|users|organizations|peers|forwarding|audit|audit-log|auth|storage|mail|queue|dicomweb|dimse|sftp|archives|rendering|health|administration|keeping|backup|retention|drops|live|requests|meetings|figures)/",
        pathNot: ["^lib/[^/]+/index\\.ts$", "^lib/[^/]+/(api|jobs)\\.ts$", "^$1/"],
      },
    },
    {
      name: "components-know-no-server",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^lib/", pathNot: ["^lib/(dicom|i18n|csv)/"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "pages-know-no-database",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^lib/db/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "pages-decode-nothing",
      comment: "Next's bundler takes the codecs' WebAssembly for its own and fails after minutes.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^lib/(dimse|dicomweb|rendering|archives|sftp)/", reachable: true },
    },
    {
      name: "nothing-imports-pages",
      severity: "error",
      from: { path: "^(lib|components)/" },
      to: { path: "^app/" },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ["node_modules", "lib/db/generated"] },
    exclude: { path: ["lib/db/generated", "\\.next/"] },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
