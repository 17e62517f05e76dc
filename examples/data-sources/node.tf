data "proxmox_node" "example" {
  node_name = "pve1"
}
