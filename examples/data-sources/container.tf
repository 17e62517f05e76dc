data "proxmox_container" "example" {
  node_name = "pve1"
  vm_id     = 101
}
