resource "proxmox_vm" "example" {
  node    = "pve1"
  name    = "web"
  cores   = 2
  memory  = 2048
  running = true

  disks      = { scsi0 = { storage = "local", size = "20G", from = "local:import/debian-13.qcow2" } }
  network    = { net0 = { bridge = "vmbr0" } }
  cloud_init = { storage = "local", user = "debian", addresses = { net0 = { ip = "dhcp" } } }
}
