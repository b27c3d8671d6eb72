import type { Phone } from './Registration.tsx';

type Forwarding = Phone['forwarding'];
export type ForwardCondition = Exclude<keyof Forwarding, 'ringSeconds'>;

/** The four rows of a phone's forwarding in plain sentences; `nobody` is what happens without it. */
export const forwardRows: readonly {
  readonly condition: ForwardCondition;
  readonly label: string;
  readonly nobody: string;
  readonly short: string;
}[] = [
  { condition: 'always', label: 'All calls', nobody: 'Ring this phone', short: 'All calls' },
  { condition: 'busy', label: 'When the phone is busy or declines', nobody: 'The caller hears that it is busy', short: 'Busy' },
  { condition: 'noAnswer', label: 'When nobody answers', nobody: 'It rings until the caller gives up', short: 'No answer' },
  {
    condition: 'unreachable',
    label: 'When the phone is not connected',
    nobody: 'The caller hears that nobody can be reached',
    short: 'Not connected',
  },
];

/** What happens to calls that the phone does not take, on short lines; "all calls" says everything. */
export function forwardLines({ forwarding, switches }: Pick<Phone, 'forwarding' | 'switches'>): readonly string[] {
  const rows = forwarding.always.to === 'nobody' ? forwardRows.slice(1) : forwardRows.slice(0, 1);
  const byTarget = new Map<string, string[]>();
  for (const { condition, short } of rows) {
    const { to, number } = forwarding[condition];
    if (to === 'nobody') continue;
    const target = to === 'voicemail' ? 'voicemail' : number;
    byTarget.set(target, [...(byTarget.get(target) ?? []), short]);
  }
  const lines = [...byTarget].map(([target, conditions]) => `${sentenceList(conditions)} → ${target}`);
  const { callWaitingLimit } = switches;
  const busy =
    callWaitingLimit === null ? [] : [callWaitingLimit === 1 ? 'One call at a time' : `${callWaitingLimit} calls at once`];
  return [...(switches.doNotDisturb ? ['Do not disturb'] : []), ...busy, ...lines];
}

function sentenceList(words: readonly string[]): string {
  return words.map((word, index) => (index === 0 ? word : word.toLowerCase())).join(', ');
}

/** What is special about the safety of a phone, on short lines. */
export function safetyLines({
  recordingMode,
  requiresEncryption,
}: Pick<Phone, 'recordingMode' | 'requiresEncryption'>): readonly string[] {
  const recorded = {
    off: [],
    outgoing: ['Outgoing calls recorded'],
    incoming: ['Incoming calls recorded'],
    both: ['Calls recorded'],
  };
  return [...recorded[recordingMode], ...(requiresEncryption ? ['Only with encryption'] : [])];
}
