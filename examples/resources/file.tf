resource "proxmox_file" "example" {
  node_name    = "pve1"
  datastore_id = "local"
  content_type = "snippets"

  source_raw {
    file_name = "user-data.yaml"
    data      = "#cloud-config\npackages: [qemu-guest-agent]\n"
  }
}

resource "proxmox_file" "image" {
  node_name    = "pve1"
  datastore_id = "local"

  source_file {
    path = "images/debian-13.qcow2"
  }
}
