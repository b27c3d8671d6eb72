import { networkInterfaces } from 'node:os';
import type { Config } from '../config.ts';

const anyAddress = ['0.0.0.0', '::'];

/** What others call this machine: what the operator says, else the address it listens on, else its first network card's. */
export function publicAddress(config: Config): string {
  if (config.publicAddress !== null) return config.publicAddress;
  if (!anyAddress.includes(config.bindAddress)) return config.bindAddress;
  const cards = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return cards.find((card) => card.family === 'IPv4' && !card.internal)?.address ?? '127.0.0.1';
}

/** Where browsers elsewhere find the panel: what the operator says, else the public address and the panel's port. */
export function publicUrl(config: Config, httpPort: number): string {
  const host = publicAddress(config);
  return config.publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${httpPort}`;
}

/** Where a browser on this machine finds the panel. */
export function panelUrl(config: Config, httpPort: number): string {
  const host = anyAddress.includes(config.bindAddress) ? 'localhost' : config.bindAddress;
  return `http://${host.includes(':') ? `[${host}]` : host}:${httpPort}`;
}
