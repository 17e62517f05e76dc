data "proxmox_file" "example" {
  node_name    = "pve1"
  datastore_id = "local"
  content_type = "iso"
  file_name    = "debian.iso"
}
