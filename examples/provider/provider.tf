terraform {
  required_providers {
    proxmox = { source = "pve-cdk/proxmox" }
  }
}

# The rest comes from PROXMOX_VE_* in the environment: no secret stands in code.
provider "proxmox" {
  endpoint = "https://pve.example.com:8006"

  ssh {
    username = "terraform"
    agent    = true
  }
}
