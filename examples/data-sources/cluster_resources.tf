data "proxmox_cluster_resources" "example" {
  type = "vm"

  filter {
    name   = "status"
    values = ["running"]
  }
}
