resource "proxmox_oci_image" "example" {
  node_name    = "pve1"
  datastore_id = "local"
  reference    = "docker.io/library/debian:13"
}
