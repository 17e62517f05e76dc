data "proxmox_version" "example" {}
