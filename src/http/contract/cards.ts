import * as z from 'zod';
import { cardBrands } from '../../core/accounts/cardBrand.ts';
import { expiryHint, holderProblem, holdsCardNumber, numberProblem, parseExpiry } from '../../core/accounts/paymentCard.ts';
import { idParams, idSchema, instantSchema, line, nothing } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Cards';

/** A card as it is typed. There is no field for its security code, here or anywhere: it may never be stored. */
export const cardInput = z.strictObject({
  holder: line(100, 'The card holder').superRefine((text, context) => tell(holderProblem(text), context)),
  number: z
    .string()
    .max(60, 'A card number has at most 19 digits.')
    .superRefine((text, context) => tell(numberProblem(text), context))
    .meta({ description: '12 to 19 digits; spaces, dots and dashes between them are dropped' }),
  expiry: z
    .string()
    .trim()
    .max(10, expiryHint)
    .refine((text) => parseExpiry(text) !== undefined, expiryHint)
    .meta({ description: 'Month and year as on the card, such as `03/29`, or `2029-03`' }),
});

/** All that anybody sees of a stored card without asking for more. */
export const cardSchema = z.object({
  id: idSchema,
  brand: z.enum(Object.keys(cardBrands) as [keyof typeof cardBrands, ...(keyof typeof cardBrands)[]]),
  lastFour: z.string(),
  holder: z.string(),
  expiry: z.string().meta({ description: '`YYYY-MM`; good to the end of that month', example: '2029-03' }),
  isExpired: z.boolean(),
  createdAt: instantSchema,
  createdBy: z.string(),
  alsoOn: z
    .array(z.object({ accountId: idSchema, name: z.string() }))
    .meta({ description: 'Accounts that have the same card once more' }),
});

const cardParams = idParams.extend({ cardId: idSchema });

export const listCards = endpoint({
  method: 'GET',
  path: '/accounts/:id/cards',
  tag,
  access: 'card.read',
  summary: 'The cards of an account, masked, newest first',
  params: idParams,
  response: z.object({ items: z.array(cardSchema) }),
});
export const addCard = endpoint({
  method: 'POST',
  path: '/accounts/:id/cards',
  tag,
  access: 'card.change',
  summary: 'Store a card; the same card elsewhere is pointed out, not refused',
  status: 201,
  params: idParams,
  body: cardInput,
  response: cardSchema,
});
export const replaceCard = endpoint({
  method: 'PUT',
  path: '/accounts/:id/cards/:cardId',
  tag,
  access: 'card.change',
  summary: 'Store a card in the place of another, which is removed; the answer has a new id',
  params: cardParams,
  body: cardInput,
  response: cardSchema,
});
export const removeCard = endpoint({
  method: 'DELETE',
  path: '/accounts/:id/cards/:cardId',
  tag,
  access: 'card.change',
  summary: 'Remove a card, and with it the only key that opens its number',
  params: cardParams,
  response: nothing,
});
export const revealCard = endpoint({
  method: 'POST',
  path: '/accounts/:id/cards/:cardId/reveal',
  tag,
  access: 'card.reveal',
  isForPeople: true,
  summary: 'Show a number to the person who is signed in, after the password again and a reason; never to an API key',
  params: cardParams,
  body: z.strictObject({
    password: z.string().min(1, 'Type your password again.').max(200),
    reason: line(500, 'The reason')
      .min(3, 'Say why you need the number; it is kept.')
      .refine((text) => !holdsCardNumber(text), 'Do not write card numbers here: the reason is kept.'),
  }),
  response: z.object({ number: z.string() }).meta({ description: 'Never stored by caches (`Cache-Control: no-store`)' }),
});

function tell(problem: string | undefined, context: z.core.$RefinementCtx): void {
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
}
