data "proxmox_groups" "example" {}
