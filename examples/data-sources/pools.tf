data "proxmox_pools" "example" {}
