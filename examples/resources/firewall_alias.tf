resource "proxmox_firewall_alias" "example" {
  name    = "office"
  cidr    = "192.0.2.0/24"
  comment = "Where we are"
}
