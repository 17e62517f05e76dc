resource "proxmox_firewall_options" "example" {
  node_name    = "pve1"
  vm_id        = 100
  enabled      = true
  input_policy = "DROP"
}
