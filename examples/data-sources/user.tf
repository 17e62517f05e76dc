data "proxmox_user" "example" {
  user_id = "alice@pve"
}
