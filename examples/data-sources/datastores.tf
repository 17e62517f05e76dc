data "proxmox_datastores" "example" {
  node_name = "pve1"
  filters   = { content_types = ["images"] }
}
