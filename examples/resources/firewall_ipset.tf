resource "proxmox_firewall_ipset" "example" {
  name = "friends"

  cidr { name = "192.0.2.0/24" }

  cidr {
    name    = "192.0.2.66"
    nomatch = true
  }
}
