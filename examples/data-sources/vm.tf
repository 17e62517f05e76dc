data "proxmox_vm" "example" {
  node_name = "pve1"
  id        = 100
}
