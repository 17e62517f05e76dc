resource "proxmox_cluster_options" "example" {
  language       = "en"
  migration_cidr = "10.0.0.0/24"
  migration_type = "secure"
  next_id        = { lower = 1000, upper = 2000 }
}
