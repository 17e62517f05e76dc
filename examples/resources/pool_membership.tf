resource "proxmox_pool_membership" "example" {
  pool_id    = "web"
  storage_id = "local"
}
