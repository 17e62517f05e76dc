data "proxmox_vms" "example" {
  tags = ["web"]

  filter {
    name   = "name"
    values = ["^web-"]
    regex  = true
  }
}
