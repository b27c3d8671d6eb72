import * as z from 'zod';
import { letterStates } from '../../core/mail/letter.ts';
import { mailSecurities } from '../../core/mail/mailSettings.ts';
import { idParams, idSchema, instantSchema, line, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Settings';
const hostInput = z
  .string()
  .trim()
  .max(253)
  .regex(
    /^$|^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$|^[0-9a-fA-F:]+$/,
    'Write the host as a name or an address, such as smtp.example.net.',
  );
const addressInput = z.union([z.literal(''), z.email('This is not an e-mail address.').max(254)]);

export const mailSettingsSchema = z.object({
  host: z.string().meta({ description: 'Empty: letters wait' }),
  port: z.int(),
  security: z.enum(mailSecurities),
  userName: z.string(),
  hasPassword: z.boolean().meta({ description: 'The password itself is never shown' }),
  fromName: z.string(),
  fromAddress: z.string(),
  version: z.int(),
  waiting: z.int().meta({ description: 'Letters that wait' }),
  failed: z.int().meta({ description: 'Letters that were given up in the last 30 days' }),
});
export const getMailSettings = endpoint({
  method: 'GET',
  path: '/settings/mail',
  tag,
  access: 'setting.change',
  summary: 'The mail server, without its password, and how many letters wait',
  response: mailSettingsSchema,
});
export const changeMailSettings = endpoint({
  method: 'PUT',
  path: '/settings/mail',
  tag,
  access: 'setting.change',
  summary: 'Set the mail server; whatever waits is tried at once',
  body: z
    .strictObject({
      host: hostInput,
      port: z.int('Type the port as a number.').min(1, 'Type a port, such as 587.').max(65_535, 'Ports end at 65535.'),
      security: z.enum(mailSecurities),
      userName: line(200, 'The user name').default(''),
      password: z.string().max(500).optional().meta({ description: 'Absent: as it is. Empty: none' }),
      fromName: line(100, 'The sender’s name').default(''),
      fromAddress: addressInput.default(''),
      version: z.int(),
    })
    .refine(({ host, fromAddress }) => host === '' || fromAddress !== '', {
      path: ['fromAddress'],
      message: 'Type the address that letters come from.',
    }),
  response: mailSettingsSchema,
});
export const testMailSettings = endpoint({
  method: 'POST',
  path: '/settings/mail/test',
  tag,
  access: 'setting.change',
  summary: 'Send a test letter with the saved mail server and say what the server answered',
  body: z.strictObject({ to: z.email('This is not an e-mail address.').max(254) }),
  response: z.object({
    isSent: z.boolean(),
    message: z.string().meta({ description: 'What happened, in a sentence' }),
    answer: z.string().meta({ description: 'What the server said, word for word' }),
  }),
});

export const letterSchema = z.object({
  id: idSchema,
  to: z.string(),
  subject: z.string(),
  state: z.enum(letterStates),
  tries: z.int(),
  nextTryAt: instantSchema.optional().meta({ description: 'While it waits' }),
  problem: z.string(),
  holdsSecret: z.boolean(),
  accountId: idSchema.optional(),
  createdAt: instantSchema,
  sentAt: instantSchema.optional(),
});
export const listLetters = endpoint({
  method: 'GET',
  path: '/letters',
  tag,
  access: 'setting.change',
  summary: 'Letters, newest first; never what they say',
  query: z.strictObject({ ...pageQuery, state: z.enum(letterStates).optional() }),
  response: pageOf(letterSchema),
});
export const sendLetterAgain = endpoint({
  method: 'POST',
  path: '/letters/:id/send-again',
  tag,
  access: 'setting.change',
  summary: 'Try a letter again that was given up',
  params: idParams,
  response: letterSchema,
});
