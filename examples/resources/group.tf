resource "proxmox_group" "example" {
  group_id = "operators"
  comment  = "Who looks after guests"
}
