resource "proxmox_acl" "example" {
  path    = "/vms/100"
  role_id = "PVEVMUser"
  user_id = "alice@pve"
}
