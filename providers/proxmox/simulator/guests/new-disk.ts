/** A volume yet to be made: `local:8`. */
export const newDisk = /^([^:/\s]+):(\d+(?:\.\d+)?)$/;
