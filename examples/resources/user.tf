resource "proxmox_user" "example" {
  user_id = "alice@pve"
  comment = "Alice"
  email   = "alice@example.com"
  groups  = ["operators"]
}
