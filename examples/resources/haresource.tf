resource "proxmox_haresource" "example" {
  resource_id = "vm:100"
  state       = "started"
  comment     = "Comes back on another node"
}
