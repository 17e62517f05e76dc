import { App } from "cdktf";

import { build } from "./build.js";

const app = new App();
build(app); // endpoint and credentials come from PROXMOX_VE_*
app.synth();
