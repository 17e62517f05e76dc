resource "proxmox_network_linux_bridge" "example" {
  node_name = "pve1"
  name      = "vmbr1"
  ports     = ["eno2"]
  address   = "10.0.1.1/24"
  comment   = "For guests among themselves"
}
