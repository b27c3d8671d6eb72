import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Trunk } from '../../core/calls/call.ts';
import type { EmergencyFallback } from '../engine.ts';
import type { Ami } from './ami.ts';
import { writeWhole } from './instance.ts';
import { hostTrunks, probeOf, providerFiles, writeTrunks } from './trunks.ts';

/** Which modules read which generated file again. A reload leaves calls in progress alone. */
const readers = {
  'pjsip_providers.conf': ['res_pjsip.so', 'res_pjsip_outbound_registration.so', 'res_pjsip_endpoint_identifier_ip.so'],
  'iax_providers.conf': ['chan_iax2.so'],
  'iax_registrations.conf': ['chan_iax2.so'],
  'providers_dialplan.conf': ['pbx_config.so'],
} as const;

export type Trunks = {
  readonly apply: (trunks: readonly Trunk[], emergency: EmergencyFallback) => Promise<void>;
  /** Tells Asterisk about everything that it has not read yet. Cheap when there is nothing. */
  readonly reload: () => Promise<void>;
};

/** Keeps the provider files of one Asterisk. `forget` empties the cache that stands before the files as before the phones. */
export function openTrunks(
  etcFolder: string,
  ami: () => Ami | undefined,
  forget: (names: readonly string[]) => Promise<void>,
): Trunks {
  // After a crash between writing and reloading nobody knows, so a new process reloads all once.
  const due = new Set<(typeof providerFiles)[number]>(providerFiles);
  const names = new Set<string>();
  const reloadDue = async () => {
    const manager = ami();
    if (!manager?.isReady() || due.size === 0) return;
    const files = [...due];
    due.clear();
    try {
      for (const Module of new Set(files.flatMap((name) => readers[name]))) await manager.ask({ Action: 'Reload', Module });
      await forget([...names]);
    } catch (error) {
      for (const name of files) due.add(name);
      throw error;
    }
  };
  // One after the other: a file written during a reload must be read by the next one.
  let last: Promise<void> = Promise.resolve();
  const reload = () => {
    last = last.then(reloadDue, reloadDue);
    return last;
  };
  return {
    apply: async (trunks, emergency) => {
      const files = writeTrunks(trunks, emergency);
      for (const { name } of hostTrunks(trunks)) names.add(name).add(probeOf(name));
      for (const name of providerFiles) {
        const path = join(etcFolder, name);
        if (existsSync(path) && readFileSync(path, 'utf8') === files[name]) continue;
        writeWhole(path, files[name]);
        due.add(name);
      }
      await reload();
    },
    reload,
  };
}
