/** Asterisk's Uniqueid with a system name: `vsp0a1b2c3d4e-1700000000.12`. */
export const isCallId = (text: string): boolean => /^[\w-]{1,40}-\d{1,12}\.\d{1,12}$/.test(text);
