data "proxmox_users" "example" {}
