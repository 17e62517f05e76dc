"""Makes storages, containers and snapshots with proxmoxer, and prints what came of it as one JSON object."""

import io
import json
import os
import sys
import tarfile
import time

from proxmoxer import ProxmoxAPI

port, password = sys.argv[1], os.environ["PASSWORD"]
seen = {}

proxmox = ProxmoxAPI("127.0.0.1:" + port, user="root@pam", password=password, verify_ssl=False)
node = proxmox.nodes("pve1")


def finished(upid):
    """Waits for a task, as the documentation's loop does."""
    while True:
        status = node.tasks(upid).status.get()
        if status["status"] == "stopped":
            return status["exitstatus"]
        time.sleep(0.02)


# Storages.
proxmox.storage.create(storage="second", type="dir", path="/mnt/second", content="images,rootdir,backup")
proxmox.storage("second").put(content="images,rootdir")
seen["storages"] = sorted(storage["storage"] for storage in proxmox.storage.get())
seen["contents"] = proxmox.storage("second").get()["content"]
seen["active"] = node.storage("second").status.get()["active"]

# A container from a template that is uploaded.
archive = io.BytesIO()
with tarfile.open(fileobj=archive, mode="w:gz") as template:
    for name, text in (("etc/os-release", b"ID=debian\nVERSION_ID=12\n"), ("etc/debian_version", b"12.5\n")):
        member = tarfile.TarInfo(name)
        member.size = len(text)
        template.addfile(member, io.BytesIO(text))
archive.name = "debian-12-standard_12.5-1_amd64.tar.gz"
archive.seek(0)
seen["upload"] = finished(node.storage("local").upload.create(content="vztmpl", filename=archive))
template = node.storage("local").content.get(content="vztmpl")[0]["volid"]
seen["create"] = finished(
    node.lxc.create(
        vmid=200,
        ostemplate=template,
        hostname="box",
        storage="second",
        memory=256,
        swap=0,
        password="secret12",
        net0="name=eth0,bridge=vmbr0,ip=192.0.2.10/24",
    )
)
node.lxc(200).config.put(memory=512, description="made by proxmoxer")
config = node.lxc(200).config.get()
seen["config"] = [config[key] for key in ("hostname", "memory", "swap", "description")]
seen["rootfs"] = config["rootfs"].split(",")[0]
seen["start"] = finished(node.lxc(200).status.start.post())
seen["interfaces"] = [interface["name"] for interface in node.lxc(200).interfaces.get()]
seen["stop"] = finished(node.lxc(200).status.stop.post())
seen["resize"] = finished(node.lxc(200).resize.put(disk="rootfs", size="+1G"))
seen["delete"] = finished(node.lxc(200).delete())
seen["containers"] = node.lxc.get()

# Snapshots of a virtual machine.
finished(node.qemu.create(vmid=100, name="web1", scsi0="local:1,format=qcow2"))
seen["snapshot"] = finished(node.qemu(100).snapshot.create(snapname="before", description="all is well"))
node.qemu(100).config.put(name="broken")
seen["snapshots"] = [snapshot["name"] for snapshot in node.qemu(100).snapshot.get()]
seen["rollback"] = finished(node.qemu(100).snapshot("before").rollback.post())
seen["name"] = node.qemu(100).config.get()["name"]
seen["forget"] = finished(node.qemu(100).snapshot("before").delete())
seen["left"] = [snapshot["name"] for snapshot in node.qemu(100).snapshot.get()]

print(json.dumps(seen))
