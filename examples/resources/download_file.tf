resource "proxmox_download_file" "example" {
  node_name    = "pve1"
  datastore_id = "local"
  content_type = "import"
  url          = "https://cloud.debian.org/images/cloud/trixie/latest/debian-13-genericcloud-amd64.qcow2"
}
