resource "proxmox_user_token" "example" {
  user_id    = "alice@pve"
  token_name = "ci"
  comment    = "For the pipeline"
}

output "token" {
  value     = proxmox_user_token.example.value
  sensitive = true
}
