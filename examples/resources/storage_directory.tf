resource "proxmox_storage_directory" "example" {
  id      = "backups"
  path    = "/srv/backups"
  content = ["backup"]

  backups {
    keep_daily  = 7
    keep_weekly = 4
  }
}
