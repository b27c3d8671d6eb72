export const hostPort = (host: string, port: number): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);

/** A value for an Asterisk configuration file. Throws on what no such file can hold. */
export function configValue(text: string): string {
  if (/[\r\n\0]/.test(text)) throw new TypeError('a configuration value cannot contain a line break');
  return text.replaceAll(';', '\\;');
}
