resource "proxmox_pool" "example" {
  pool_id = "web"
  comment = "What belongs to the web site"
}
