resource "proxmox_role" "example" {
  role_id    = "Operator"
  privileges = ["VM.Audit", "VM.Console", "VM.PowerMgmt"]
}
