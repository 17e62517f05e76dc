resource "proxmox_time" "example" {
  node_name = "pve1"
  time_zone = "Europe/Vienna"
}
