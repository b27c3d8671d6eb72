import type { LetterText } from '../../core/mail/letter.ts';
import { layLetter } from './layout.ts';

type WebhookStopped = { readonly companyName: string; readonly name: string; readonly reason: string };

/** What staff are told when a webhook is no longer delivered to. */
export function webhookStoppedLetter({ companyName, name, reason }: WebhookStopped): LetterText {
  return layLetter({
    subject: `The webhook “${name}” was stopped`,
    greeting: 'Good day,',
    paragraphs: [
      `Your telephone panel no longer delivers to the webhook “${name}”. ${reason}`,
      'What happens meanwhile is kept. Mend the receiver, turn the webhook on under Settings → Webhooks, and replay what was missed.',
    ],
    closing: [companyName === '' ? 'vspPanel' : companyName],
  });
}
