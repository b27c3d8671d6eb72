import type { CallHandlers } from '../engine.ts';
import { recordingPattern } from './recordings.ts';

/** More do not fit into one answer; the next call has the rest. */
const messagesMax = 25;

/**
 * What the dialplan asks while somebody hears messages: `mailbox` (number, PIN) for the list, `message` (number, name, heard
 * or removed) to say what was done. The answer is the value of PLAN; undefined = not asked as the dialplan asks.
 */
export async function answerMailbox(
  environment: ReadonlyMap<string, string>,
  handlers: Pick<CallHandlers, 'openMailbox' | 'markMessage'>,
): Promise<string | undefined> {
  const [networkNumber = '', second = '', third = ''] = [1, 2, 3].map((at) => environment.get(`agi_arg_${at}`));
  if (!/^\d{4,15}$/.test(networkNumber)) return undefined;
  if (environment.get('agi_network_script') === 'message') {
    if (!recordingPattern.test(second) || (third !== 'heard' && third !== 'removed')) return undefined;
    await handlers.markMessage(networkNumber, second, third);
    return 'ok';
  }
  if (!/^\d{0,10}$/.test(second)) return undefined;
  const opened = await handlers.openMailbox(networkNumber, second);
  if (!opened.ok) return opened.why === 'wrong_pin' ? 'no' : 'locked';
  return ['ok', ...opened.recordings.slice(0, messagesMax)].join('^');
}
