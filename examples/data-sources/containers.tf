data "proxmox_containers" "example" {
  node_name = "pve1"
  tags      = ["web"]
}
