/** What every host has below /dev, and what most have. */
const present =
  /^\/dev\/(?:null|zero|full|random|urandom|tty\d*|console|ptmx|kmsg|kvm|fuse|net\/tun|loop-control|loop[0-7]|ttyS[0-3]|vhost-net|rtc0|hpet)$/;
const folders = /^\/dev\/(?:net|pts|shm|disk|mapper|bus|snd|dri|input)?\/?$/;

/** Why a path of the node can't be handed to a container as a device; undefined if it can. */
export function hostDeviceProblem(path: string): string | undefined {
  if (folders.test(path)) return `${path} is not a device`;
  return present.test(path) ? undefined : `Device ${path} does not exist`;
}
