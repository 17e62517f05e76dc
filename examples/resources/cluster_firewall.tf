resource "proxmox_cluster_firewall" "example" {
  enabled       = true
  input_policy  = "DROP"
  output_policy = "ACCEPT"

  log_ratelimit {
    enabled = true
    burst   = 10
    rate    = "5/second"
  }
}
