import type { Routes } from "../call.js";
import { aclRoutes } from "./acl.js";
import { groupRoutes } from "./groups.js";
import { loginRoutes } from "./login.js";
import { realmRoutes } from "./realms.js";
import { roleRoutes } from "./roles.js";
import { tfaRoutes } from "./tfa.js";
import { tokenRoutes } from "./tokens.js";
import { userRoutes } from "./users.js";

export const accessRoutes: Routes = {
  "GET /access": () =>
    ["users", "groups", "roles", "acl", "domains", "openid", "tfa", "ticket", "password"].map((subdir) => ({
      subdir,
    })),
  ...loginRoutes,
  ...userRoutes,
  ...tfaRoutes,
  ...tokenRoutes,
  ...groupRoutes,
  ...roleRoutes,
  ...realmRoutes,
  ...aclRoutes,
};
