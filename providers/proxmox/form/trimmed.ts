/** Text that Proxmox VE keeps without the blanks and line ends around it; no text is the same as none. */
export const trimmed = { absent: "", canonical: (text: string) => text.trim() } as const;
