resource "proxmox_dns" "example" {
  node_name = "pve1"
  domain    = "example.com"
  servers   = ["192.0.2.53", "198.51.100.53"]
}
