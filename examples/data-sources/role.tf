data "proxmox_role" "example" {
  role_id = "PVEVMUser"
}
