data "proxmox_files" "example" {
  node_name       = "pve1"
  datastore_id    = "local"
  file_name_regex = "^debian-"
}
