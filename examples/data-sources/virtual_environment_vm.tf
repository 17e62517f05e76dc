data "proxmox_virtual_environment_vm" "example" {
  node_name = "pve1"
  vm_id     = 100
}
