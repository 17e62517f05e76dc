resource "proxmox_firewall_rules" "example" {
  node_name = "pve1"
  vm_id     = 100

  rule {
    type    = "in"
    action  = "ACCEPT"
    macro   = "SSH"
    comment = "For us"
  }

  rule {
    security_group = "web"
  }
}
