import type { Routes } from "../call.js";
import { urlMetadata } from "../nodes/url-metadata.js";
import { contentRoutes } from "./content-routes.js";
import { definitionRoutes } from "./definitions.js";
import { downloadRoutes } from "./download.js";
import { fileRestoreRoutes } from "./file-restore.js";
import { identityRoutes } from "./identity.js";
import { importRoutes } from "./import-metadata.js";
import { ociRoutes } from "./oci.js";
import { pruneRoutes } from "./prune-routes.js";
import { rrdRoutes } from "./rrd.js";
import { scanRoutes } from "./scan.js";
import { statusRoutes } from "./status.js";
import { templateRoutes } from "./templates.js";
import { uploadRoutes } from "./upload.js";

export const storageRoutes: Routes = {
  "GET /nodes/{node}/query-url-metadata": urlMetadata,
  ...definitionRoutes,
  ...statusRoutes,
  ...contentRoutes,
  ...uploadRoutes,
  ...downloadRoutes,
  ...templateRoutes,
  ...ociRoutes,
  ...pruneRoutes,
  ...importRoutes,
  ...fileRestoreRoutes,
  ...identityRoutes,
  ...rrdRoutes,
  ...scanRoutes,
};
