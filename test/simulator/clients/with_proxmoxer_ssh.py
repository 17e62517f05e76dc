"""Uses the API through pvesh over SSH, with proxmoxer's backend on paramiko; prints one JSON object."""

import json
import os
import sys

from proxmoxer import ProxmoxAPI
from proxmoxer.core import ResourceException

port = sys.argv[1]
password, user_password = (os.environ[name] for name in ("PASSWORD", "USER_PASSWORD"))
seen = {}


def connected(user, secret, **more):
    return ProxmoxAPI("127.0.0.1", user=user, password=secret, backend="ssh_paramiko", port=int(port), **more)


proxmox = connected("root", password)
seen["nodes"] = [node["node"] for node in proxmox.nodes.get()]
proxmox.pools.create(poolid="web", comment="it's made over SSH".replace("'", "’"))
seen["pools"] = proxmox.pools.get()
proxmox.nodes("pve1").qemu.create(vmid=100, name="web1", memory=512)
proxmox.nodes("pve1").qemu(100).config.set(cores=2)
seen["cores"] = proxmox.nodes("pve1").qemu(100).config.get()["cores"]
try:
    proxmox.pools("none").delete()
except ResourceException as refused:
    seen["refused"] = str(refused).strip()

with_sudo = connected("automation", user_password, sudo=True)
seen["underSudo"] = with_sudo.version.get()["release"]

print(json.dumps(seen))
