import type { Routes } from "../call.js";

/** The flags that PVE offers for every model of a processor, with what it says of them. */
export const describedFlags: Readonly<Record<string, string>> = {
  "nested-virt":
    "Controls nested virtualization, namely 'svm' for AMD CPUs and 'vmx' for Intel CPUs. Live migration still only works if it's the same flag on both sides. Use a CPU model similar to the host, with the same vendor, not x86-64-vX!",
  aes: "Activate AES instruction set for HW acceleration.",
  "amd-no-ssb": "Notifies guest OS that host is not vulnerable for Spectre on AMD CPUs.",
  "amd-ssbd": "Improves Spectre mitigation performance with AMD CPUs, best used with 'virt-ssbd'.",
  ibpb: "Allows improved Spectre mitigation with AMD CPUs.",
  "md-clear": "Required to let the guest OS know if MDS is mitigated correctly.",
  pcid: "Meltdown fix cost reduction on Westmere, Sandy-, and IvyBridge Intel CPUs.",
  pdpe1gb: "Allow guest OS to use 1GB size pages, if host HW supports it.",
  "spec-ctrl": "Allows improved Spectre mitigation with Intel CPUs.",
  ssbd: "Protection for 'Speculative Store Bypass' for Intel models.",
  svm: "Raw nested-virtualization flag. Prefer the 'nested-virt' shorthand for portable VM configs - it resolves to svm or vmx based on the host CPU.",
  "virt-ssbd": "Basis for 'Speculative Store Bypass' protection for AMD models.",
  vmx: "Raw nested-virtualization flag. Prefer the 'nested-virt' shorthand for portable VM configs - it resolves to svm or vmx based on the host CPU.",
};

/** What else QEMU knows. */
const otherFlags = [
  "3dnow 3dnowext 3dnowprefetch abm ace2 ace2-en acpi adx amd-stibp amx-bf16 amx-int8 amx-tile",
  "apic arat arch-capabilities arch-lbr avic avx avx-vnni avx2 avx512-4fmaps avx512-4vnniw",
  "avx512-bf16 avx512-fp16 avx512-vp2intersect avx512-vpopcntdq avx512bitalg avx512bw avx512cd",
  "avx512dq avx512er avx512f avx512ifma avx512pf avx512vbmi avx512vbmi2 avx512vl avx512vnni bmi1",
  "bmi2 bus-lock-detect cid cldemote clflush clflushopt clwb clzero cmov cmp-legacy",
  "core-capability cr8legacy cx16 cx8 dca de decodeassists ds ds-cpl dtes64 erms est extapic f16c",
  "flushbyasid fma fma4 fpu fsgsbase fsrm full-width-write fxsr fxsr-opt gfni hle ht hypervisor",
  "ia64 ibrs ibrs-all ibs intel-pt intel-pt-lip invpcid invtsc kvm-asyncpf kvm-asyncpf-int",
  "kvm-hint-dedicated kvm-mmu kvm-msi-ext-dest-id kvm-nopiodelay kvm-poll-control kvm-pv-eoi",
  "kvm-pv-ipi kvm-pv-sched-yield kvm-pv-tlb-flush kvm-pv-unhalt kvm-steal-time kvmclock",
  "kvmclock-stable-bit la57 lahf-lm lbrv lm lwp mca mce mds-no misalignsse mmx mmxext monitor",
  "movbe movdir64b movdiri mpx msr mtrr nodeid-msr npt nrip-save nx osvw pae pat pause-filter pbe",
  "pclmulqdq pcommit pdcm perfctr-core perfctr-nb pfthreshold pge phe phe-en pks pku pmm pmm-en pn",
  "pni popcnt pschange-mc-no pse pse36 rdctl-no rdpid rdrand rdseed rdtscp rsba rtm sep serialize",
  "sgx sgx-debug sgx-exinfo sgx-kss sgx-mode64 sgx-provisionkey sgx-tokenkey sgx1 sgx2 sgxlc",
  "sha-ni skinit skip-l1dfl-vmentry smap smep smx split-lock-detect ss ssb-no sse sse2 sse4.1",
  "sse4.2 sse4a ssse3 stibp svm-lock svme-addr-chk syscall taa-no tbm tce tm tm2 topoext tsc",
  "tsc-adjust tsc-deadline tsc-scale tsx-ctrl tsx-ldtrk umip v-vmsave-vmload vaes vgif vmcb-clean",
  "vme vmx-activity-hlt vmx-activity-shutdown vmx-activity-wait-sipi vmx-apicv-register",
  "vmx-apicv-vid vmx-apicv-x2apic vmx-apicv-xapic vmx-cr3-load-noexit vmx-cr3-store-noexit",
  "vmx-cr8-load-exit vmx-cr8-store-exit vmx-desc-exit vmx-encls-exit vmx-entry-ia32e-mode",
  "vmx-entry-load-bndcfgs vmx-entry-load-efer vmx-entry-load-pat vmx-entry-load-perf-global-ctrl",
  "vmx-entry-load-pkrs vmx-entry-load-rtit-ctl vmx-entry-noload-debugctl vmx-ept vmx-ept-1gb",
  "vmx-ept-2mb vmx-ept-advanced-exitinfo vmx-ept-execonly vmx-eptad vmx-eptp-switching",
  "vmx-exit-ack-intr vmx-exit-clear-bndcfgs vmx-exit-clear-rtit-ctl vmx-exit-load-efer",
  "vmx-exit-load-pat vmx-exit-load-perf-global-ctrl vmx-exit-load-pkrs vmx-exit-nosave-debugctl",
  "vmx-exit-save-efer vmx-exit-save-pat vmx-exit-save-preemption-timer vmx-flexpriority",
  "vmx-hlt-exit vmx-ins-outs vmx-intr-exit vmx-invept vmx-invept-all-context",
  "vmx-invept-single-context vmx-invept-single-context-noglobals vmx-invlpg-exit vmx-invpcid-exit",
  "vmx-invvpid vmx-invvpid-all-context vmx-invvpid-single-addr vmx-io-bitmap vmx-io-exit",
  "vmx-monitor-exit vmx-movdr-exit vmx-msr-bitmap vmx-mtf vmx-mwait-exit vmx-nmi-exit",
  "vmx-page-walk-4 vmx-page-walk-5 vmx-pause-exit vmx-ple vmx-pml vmx-posted-intr",
  "vmx-preemption-timer vmx-rdpmc-exit vmx-rdrand-exit vmx-rdseed-exit vmx-rdtsc-exit",
  "vmx-rdtscp-exit vmx-secondary-ctls vmx-shadow-vmcs vmx-store-lma vmx-true-ctls vmx-tsc-offset",
  "vmx-tsc-scaling vmx-unrestricted-guest vmx-vintr-pending vmx-vmfunc vmx-vmwrite-vmexit-fields",
  "vmx-vnmi vmx-vnmi-pending vmx-vpid vmx-wbinvd-exit vmx-xsaves vmx-zero-len-inject vpclmulqdq",
  "waitpkg wbnoinvd wdt x2apic xcrypt xcrypt-en xfd xgetbv1 xop xsave xsavec xsaveerptr xsaveopt",
  "xsaves xstore xstore-en xtpr",
].flatMap((line) => line.split(" "));

/** No node has been asked what its processor can do. */
export const cpuFlagRoutes: Routes = {
  "GET /cluster/qemu/cpu-flags": () =>
    [...Object.keys(describedFlags), ...otherFlags]
      .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
      .map((name) => {
        const description = describedFlags[name];
        return { name, "supported-on": [], ...(description === undefined ? {} : { description }) };
      }),
};

function rank(name: string): number {
  return name === "nested-virt" ? 0 : 1;
}
