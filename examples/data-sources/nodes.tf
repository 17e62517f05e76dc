data "proxmox_nodes" "example" {}
