data "proxmox_roles" "example" {}
