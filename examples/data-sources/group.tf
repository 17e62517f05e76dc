data "proxmox_group" "example" {
  group_id = "operators"
}
