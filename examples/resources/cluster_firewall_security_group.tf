resource "proxmox_cluster_firewall_security_group" "example" {
  name    = "web"
  comment = "What a web server is asked"

  rule {
    type   = "in"
    action = "ACCEPT"
    macro  = "HTTPS"
  }

  rule {
    type   = "in"
    action = "ACCEPT"
    macro  = "SSH"
    source = "192.0.2.0/24"
  }
}
