data "proxmox_pool" "example" {
  pool_id = "web"
}
