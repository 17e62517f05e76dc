resource "proxmox_container" "example" {
  node        = "pve1"
  hostname    = "cache"
  os_template = "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst"
  cores       = 1
  memory      = 512
  running     = true

  rootfs   = { storage = "local", size = "8G" }
  network  = { net0 = { name = "eth0", bridge = "vmbr0", ip = "dhcp" } }
  features = { nesting = true }
}
