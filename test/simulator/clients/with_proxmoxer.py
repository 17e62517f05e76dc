"""Does with proxmoxer what its documentation shows, and prints what came of it as one JSON object."""

import json
import os
import sys
import tempfile
import time

from proxmoxer import ProxmoxAPI
from proxmoxer.core import ResourceException

port = sys.argv[1]
password, token = (os.environ[name] for name in ("PASSWORD", "TOKEN"))
address = "127.0.0.1:" + port
seen = {}


def finished(proxmox, upid):
    """Waits for a task, as the documentation's loop does."""
    node = upid.split(":")[1]
    while True:
        status = proxmox.nodes(node).tasks(upid).status.get()
        if status["status"] == "stopped":
            return status["exitstatus"]
        time.sleep(0.02)


proxmox = ProxmoxAPI(address, user="root@pam", password=password, verify_ssl=False)
node = proxmox.nodes("pve1")

# Every way to write a path is the same path.
seen["version"] = proxmox.version.get()["version"]
seen["paths"] = [
    proxmox.nodes.get()[0]["node"],
    proxmox.get("nodes")[0]["node"],
    proxmox("nodes").get()[0]["node"],
]

# Users, groups, roles, permissions.
proxmox.access.users.create(userid="ann@pve", password="annpass12", comment="Ann")
proxmox.access.users("ann@pve").put(firstname="Ann", email="ann@example.org")
proxmox.access.groups.create(groupid="ops")
proxmox.access.users("ann@pve").put(groups="ops")
proxmox.access.acl.set(path="/", roles="PVEAuditor", groups="ops")
seen["users"] = sorted(user["userid"] for user in proxmox.access.users.get())
seen["ann"] = proxmox.access.users("ann@pve").get()
as_ann = ProxmoxAPI(address, user="ann@pve", password="annpass12", verify_ssl=False)
seen["annSees"] = as_ann.nodes.get()[0]["node"]
try:
    as_ann.pools.create(poolid="forbidden")
except ResourceException as refused:
    seen["refused"] = str(refused).split("\n")[0].split(" - ")[0]

# Pools.
proxmox.pools.create(poolid="web", comment="machines")
seen["pools"] = [pool["poolid"] for pool in proxmox.pools.get()]

# Virtual machines.
upid = node.qemu.create(vmid=100, name="web1", memory=512, scsi0="local:1", net0="virtio,bridge=vmbr0", pool="web")
seen["create"] = finished(proxmox, upid)
node.qemu(100).config.put(description="made by proxmoxer", cores=2)
seen["config"] = {key: node.qemu(100).config.get()[key] for key in ("name", "cores", "description")}
seen["start"] = finished(proxmox, node.qemu(100).status.start.post())
seen["running"] = node.qemu("100").status.current.get()["status"]
seen["stop"] = finished(proxmox, node.qemu(100).status("stop").create())
seen["clone"] = finished(proxmox, node.qemu(100).clone.create(newid=101, name="web2"))
seen["machines"] = sorted(vm["vmid"] for vm in node.qemu.get())
seen["resources"] = sorted(vm["name"] for vm in proxmox.cluster.resources.get(type="vm"))
seen["delete"] = finished(proxmox, node.qemu(101).delete())

# Storage: an upload is a form whose file has a name.
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "small.iso")
    with open(path, "wb") as image:
        image.write(b"x" * 100000)
    with open(path, "rb") as image:
        seen["upload"] = finished(proxmox, node.storage("local").upload.create(content="iso", filename=image))
seen["content"] = [
    [volume["volid"], volume["size"]] for volume in node.storage("local").content.get(content="iso")
]

# A token instead of a password.
user, _, rest = token.partition("!")
name, _, value = rest.partition("=")
by_token = ProxmoxAPI(address, user=user, token_name=name, token_value=value, verify_ssl=False)
seen["token"] = by_token.nodes("pve1").qemu(100).status.current.get()["name"]

print(json.dumps(seen))
