import type { Forwarding, ForwardTarget } from '../../core/calls/forwarding.ts';
import { sql } from '../sql.ts';

/** The columns of `network_number n` that say where its calls are passed on to. */
export type ForwardingRow = {
  forward_always: string;
  forward_busy: string;
  forward_no_answer: string;
  forward_unreachable: string;
  ring_seconds: number;
};

export const forwardingColumns = sql`n.forward_always, n.forward_busy, n.forward_no_answer, n.forward_unreachable, n.ring_seconds`;

export function fromForwardingRow(found: ForwardingRow): Forwarding {
  const always = toTarget(found.forward_always);
  const busy = toTarget(found.forward_busy);
  const noAnswer = toTarget(found.forward_no_answer);
  const unreachable = toTarget(found.forward_unreachable);
  return {
    ...(always && { always }),
    ...(busy && { busy }),
    ...(noAnswer && { noAnswer }),
    ...(unreachable && { unreachable }),
    ringSeconds: found.ring_seconds,
  };
}

function toTarget(text: string): ForwardTarget | undefined {
  if (text === '') return undefined;
  return text === 'voicemail' ? { kind: 'voicemail' } : { kind: 'number', dialled: text };
}

/** The same as screens show it. */
export function shownForwarding(found: ForwardingRow) {
  return {
    always: shownTarget(found.forward_always),
    busy: shownTarget(found.forward_busy),
    noAnswer: shownTarget(found.forward_no_answer),
    unreachable: shownTarget(found.forward_unreachable),
    ringSeconds: found.ring_seconds,
  };
}

function shownTarget(text: string): { readonly to: 'nobody' | 'voicemail' | 'number'; readonly number: string } {
  if (text === '' || text === 'voicemail') return { to: text === '' ? 'nobody' : text, number: '' };
  return { to: 'number', number: text };
}
