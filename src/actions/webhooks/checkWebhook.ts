import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { readHookUrl } from '../../core/wires/hookUrl.ts';
import { findWebhookByName, type WebhookFields } from '../../db/tables/webhooks.ts';
import type { Work } from '../action.ts';

/** The fields as they are stored; refused at the field that is wrong. */
export async function checkWebhook(work: Work, fields: WebhookFields, ownId: Id | undefined): Promise<WebhookFields> {
  const read = readHookUrl(fields.url, fields);
  if (!read.ok) throw fieldRefusal('invalid_input', 'url', read.problem);
  if (fields.events.length === 0) throw fieldRefusal('invalid_input', 'events', 'Choose at least one event.');
  const namesake = await findWebhookByName(work.tx, fields.name);
  if (namesake !== undefined && namesake !== ownId)
    throw fieldRefusal('invalid_input', 'name', `There is a webhook “${fields.name}” already.`);
  return { ...fields, url: read.target.url };
}

/** What receivers check signatures with: 32 bytes of chance, written as Standard Webhooks has it. */
export function newSecret(work: Work): string {
  return `whsec_${Buffer.from(work.safe.randomBytes(32)).toString('base64')}`;
}
