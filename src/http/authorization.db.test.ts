import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addApiKey } from '../actions/apiKeys/addApiKey.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import type { Scope } from '../core/access/scope.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { contractEndpoints, lineOf } from '../testing/contract.ts';
import { cookieOf, startTestPanel, type TestPanel } from '../testing/panel.ts';
import { signInCustomer } from '../testing/portal.ts';

/** Who may use what, written by hand: a mistake in `core/access` or in the contract must differ from it. */
const everybody = [
  ...['GET /session', 'POST /session', 'POST /setup/administrator'],
  ...['POST /session/second-factor', 'POST /session/passkey-options', 'POST /session/passkey'],
];
/** What is a person's own: no API key, also of an Administrator, may. */
const people = [
  ...['DELETE /session', 'GET /profile', 'PUT /profile', 'POST /profile/password', 'POST /profile/recovery-codes'],
  ...['POST /profile/totp', 'POST /profile/totp/confirm', 'POST /profile/totp/remove'],
  ...[
    'POST /profile/passkeys/options',
    'POST /profile/passkeys',
    'PUT /profile/passkeys/:id',
    'POST /profile/passkeys/:id/remove',
  ],
  ...['DELETE /profile/sessions', 'DELETE /profile/sessions/:id'],
];
const incomingNumbers = [
  'POST /browser-phones',
  ...['GET /incoming-numbers', 'POST /incoming-numbers/:id/allocate', 'POST /incoming-numbers/:id/release'],
  ...['PUT /incoming-numbers/:id/destination', 'GET /accounts/:id/ring-groups', 'POST /accounts/:id/ring-groups'],
  ...['PUT /ring-groups/:id', 'DELETE /ring-groups/:id'],
];
const bothLevels = [
  ...['GET /setup', 'GET /settings', 'GET /status'],
  ...['GET /accounts', 'GET /accounts/defaults', 'POST /accounts', 'GET /accounts/:id', 'PUT /accounts/:id'],
  ...['POST /accounts/:id/active', 'POST /accounts/:id/top-ups', 'POST /accounts/:id/adjustments', 'GET /accounts/:id/ledger'],
  'GET /accounts/:id/statement',
  ...[
    'GET /accounts/:id/phones',
    'POST /accounts/:id/phones',
    'PUT /phones/:id',
    'POST /phones/:id/secret',
    'DELETE /phones/:id',
    'DELETE /phones/:id/browser-phones',
  ],
  ...['PUT /phones/:id/features', 'POST /phones/:id/forward-checks', 'GET /accounts/:id/messages'],
  ...['GET /messages/:id/sound', 'DELETE /messages/:id'],
  ...['GET /recordings', 'GET /recordings/:id/sound', 'GET /recording-settings', 'PUT /phones/:id/safety'],
  'PUT /incoming-numbers/:id/recording',
  ...[
    'GET /accounts/duplicates',
    'PUT /notes/:id/pin',
    'GET /extra-presets',
    'POST /extra-presets',
    'GET /settings/next-numbers',
  ],
  ...['GET /signups', 'GET /signups/count', 'GET /signups/:id', 'POST /signups/:id/approve', 'POST /signups/:id/reject'],
  ...['GET /accounts/:id/cards', 'POST /accounts/:id/cards', 'PUT /accounts/:id/cards/:cardId'],
  ...['DELETE /accounts/:id/cards/:cardId', 'POST /accounts/:id/cards/:cardId/reveal'],
  ...['GET /accounts/:id/notes', 'POST /accounts/:id/notes', 'GET /accounts/:id/history'],
  ...['GET /billing-packages', 'GET /billing-package-templates', 'GET /billing-packages/:id', 'GET /billing-packages/:id/rates'],
  ...['GET /reports/calls', 'GET /reports/destinations', 'GET /reports/accounts', 'GET /reports/debts'],
  ...['GET /settings/fraud-guard', 'GET /destination-classes', 'GET /accounts/:id/fraud-guard'],
  ...['PUT /accounts/:id/fraud-guard', 'POST /accounts/:id/fraud-guard/release', 'GET /accounts/:id/fraud-guard/acts'],
  ...['GET /alerts', 'GET /alerts/count', 'POST /alerts/:id/close'],
  ...['GET /bans', 'POST /bans', 'POST /bans/:id/lift', 'POST /bans/:id/keep', 'GET /sign-in-failures'],
  ...['GET /ban-exemptions', 'POST /ban-exemptions', 'DELETE /ban-exemptions/:id'],
  ...['GET /billing-packages/:id/terms', 'GET /billing-packages/:id/rate-versions'],
  ...['GET /billing-packages/:id/bundles', 'GET /accounts/:id/bundles', 'GET /accounts/:id/own-prices'],
  ...['POST /call-checks', 'GET /accounts/:id/caller-group', 'PUT /accounts/:id/caller-group'],
  ...['POST /price-checks', 'GET /routes', 'GET /calls', 'GET /calls/:callId', 'GET /live-calls'],
  ...['GET /deck-sources', 'GET /billing-packages/:id/imports', 'GET /billing-packages/:id/rates-file', 'GET /deck-imports/:id'],
  ...[
    'GET /deck-imports/:id/faults',
    'GET /deck-imports/:id/changes',
    'GET /deck-imports/:id/changes-file',
    'GET /deck-imports/:id/impact',
  ],
  ...['POST /live-calls/:callId/hang-up', 'POST /test-calls'],
  ...['GET /billing-settings', 'GET /invoices', 'GET /invoices/:id', 'GET /invoices/:id/calls', 'POST /invoices/:id/credits'],
  ...['GET /invoice-runs', 'GET /invoice-runs/:id', 'GET /invoice-runs/:id/items'],
  ...['GET /invoice-layout', 'GET /invoice-layouts', 'GET /invoice-layouts/:id', 'GET /invoice-mail'],
  ...['GET /invoices/:id/file', 'POST /invoices/:id/letters', 'GET /invoice-runs/:id/files'],
  ...['GET /accounts/:id/billing', 'PUT /accounts/:id/billing', 'POST /accounts/:id/charges'],
  ...incomingNumbers,
  ...['GET /payments', 'GET /payments/alerts', 'GET /payments/:id', 'POST /accounts/:id/payments', 'GET /debtors'],
  ...[
    'POST /payments/:id/allocations',
    'POST /allocations/:id/release',
    'POST /payments/:id/reverse',
    'POST /payments/:id/refunds',
  ],
  ...['GET /card-charges', 'POST /card-charges/:id/ask', 'GET /accounts/:id/receivables', 'POST /accounts/:id/card-charges'],
  ...['POST /accounts/:id/pay-links', 'DELETE /accounts/:id/gateway-cards/:cardId', 'POST /accounts/:id/vouchers'],
  ...['GET /voucher-batches', 'GET /voucher-batches/:id/vouchers'],
  ...[
    'POST /bank-statements',
    'GET /bank-lines',
    'POST /bank-lines/match',
    'POST /bank-lines/:id/book',
    'POST /bank-lines/:id/ignore',
  ],
];
const administrators = [
  ...['GET /reports/providers', 'GET /reports/books'],
  ...['GET /rerates', 'POST /rerates', 'GET /rerates/:id', 'GET /rerates/:id/calls', 'GET /rerates/:id/accounts'],
  ...['POST /rerates/:id/approve', 'POST /rerates/:id/cancel', 'POST /rerates/:id/undo'],
  ...['POST /incoming-numbers', 'PUT /incoming-numbers/:id', 'DELETE /incoming-numbers/:id'],
  ...['PUT /settings/fraud-guard', 'POST /settings/fraud-guard/cover'],
  ...['POST /destination-classes', 'DELETE /destination-classes/:prefix'],
  'POST /incoming-numbers/:id/end-quarantine',
  ...['DELETE /recordings/:id', 'PUT /recording-settings'],
  ...['POST /voucher-batches', 'POST /voucher-batches/:id/cancel'],
  ...['GET /settings/payments', 'PUT /settings/payments', 'GET /settings/gateways', 'PUT /settings/gateways/:code'],
  ...['GET /settings/dunning', 'PUT /settings/dunning'],
  ...['POST /setup/finish', 'PUT /settings', 'GET /staff', 'POST /staff', 'PUT /staff/:id'],
  ...['GET /settings/mail', 'PUT /settings/mail', 'POST /settings/mail/test', 'GET /letters', 'POST /letters/:id/send-again'],
  ...['PUT /extra-presets/:id', 'DELETE /extra-presets/:id'],
  ...['GET /staff/:id/sessions', 'DELETE /staff-sessions/:id', 'POST /staff/:id/second-factor/reset', 'PUT /second-factor-rule'],
  ...['GET /api-keys', 'POST /api-keys', 'DELETE /api-keys/:id'],
  ...[
    'POST /billing-packages',
    'PUT /billing-packages/:id',
    'PUT /billing-packages/:id/terms',
    'POST /billing-packages/:id/bundles',
    'POST /accounts/:id/bundles',
    'DELETE /bundles/:id',
    'POST /accounts/:id/own-prices',
    'POST /billing-packages/:id/rates',
    'PUT /rates/:id',
    'DELETE /rates/:id',
  ],
  ...['POST /billing-packages/:id/imports', 'PUT /deck-imports/:id/pieces/:position', 'POST /deck-imports/:id/uploaded'],
  ...[
    'GET /deck-imports/:id/lines',
    'POST /deck-imports/:id/preview',
    'POST /deck-imports/:id/format',
    'POST /deck-imports/:id/confirm',
  ],
  ...['POST /deck-imports/:id/undo', 'POST /deck-imports/:id/cancel', 'POST /deck-imports/:id/impact'],
  ...['POST /billing-packages/:id/bulk-edits', 'POST /billing-packages/:id/copies'],
  ...['GET /signup-forms', 'POST /signup-forms', 'POST /signup-forms/preview', 'GET /signup-forms/:id', 'PUT /signup-forms/:id'],
  ...['PUT /invoice-layout', 'POST /invoice-layouts/:id/restore', 'POST /invoice-layout/preview'],
  ...['POST /invoice-layout/preview-pdf', 'PUT /invoice-mail'],
  ...['PUT /billing-settings', 'POST /invoice-runs', 'POST /invoice-runs/:id/state'],
  ...['GET /cost-decks', 'POST /number-form-checks'],
  ...['GET /providers', 'POST /providers', 'PUT /providers/:id', 'POST /routes', 'PUT /routes/:id'],
  'DELETE /routes/:id',
];

administrators.push(
  ...['GET /webhooks', 'POST /webhooks', 'GET /webhooks/:id', 'PUT /webhooks/:id', 'DELETE /webhooks/:id'],
  ...['POST /webhooks/:id/secret', 'POST /webhooks/:id/tests', 'GET /webhooks/:id/deliveries', 'POST /webhooks/:id/replays'],
  ...['GET /webhook-deliveries/:id', 'POST /webhook-deliveries/:id/replay'],
  ...[
    'GET /settings/cdr-export',
    'PUT /settings/cdr-export',
    'GET /cdr-exports',
    'POST /cdr-exports',
    'GET /cdr-exports/:id/file',
  ],
);

/** Refused to API keys, whatever their level. */
const peopleOnly = ['POST /accounts/:id/cards/:cardId/reveal', 'POST /browser-phones', 'POST /accounts/:id/portal-visits'];

/** Answered to anybody who comes to the portal's door. */
const portalDoor = [
  ...['GET /portal/session', 'POST /portal/session', 'POST /portal/password-letters', 'POST /portal/password-links'],
  ...['POST /portal/session/passkey-options', 'POST /portal/session/passkey'],
];
/** What a customer sees, and staff who visits the portal. */
const portalReads = [
  ...[
    'DELETE /portal/session',
    'GET /portal/account',
    'GET /portal/live-calls',
    'GET /portal/calls',
    'GET /portal/calls/:callId',
  ],
  ...[
    'GET /portal/invoices',
    'GET /portal/invoices/:id',
    'GET /portal/invoices/:id/file',
    'GET /portal/payments',
    'GET /portal/phones',
    'GET /portal/messages',
    'GET /portal/recordings',
  ],
];
/** What only the customer does. */
const portalChanges = [
  ...['PUT /portal/details', 'POST /portal/password', 'GET /portal/sessions', 'DELETE /portal/sessions'],
  ...['POST /portal/phones/:id/secret', 'PUT /portal/phones/:id/features', 'POST /portal/pay-links', 'POST /portal/vouchers'],
  ...['GET /portal/passkeys', 'POST /portal/passkeys/options', 'POST /portal/passkeys'],
  ...['PUT /portal/passkeys/:id', 'POST /portal/passkeys/:id/remove'],
  ...['POST /portal/phones/:id/browser-phone', 'PUT /portal/browser-phone', 'DELETE /portal/browser-phone'],
  ...['GET /portal/messages/:id/sound', 'DELETE /portal/messages/:id'],
  ...['GET /portal/recordings/:id/sound', 'DELETE /portal/recordings/:id'],
];
everybody.push(...portalDoor);
bothLevels.push(
  ...['GET /accounts/:id/portal-users', 'POST /accounts/:id/portal-users', 'POST /portal-users/:id/invitations'],
  ...['POST /portal-users/:id/active', 'POST /accounts/:id/portal-visits'],
);
/** What an Administrator's key may that is kept to reading webhooks and users. */
const scopesOfPart: readonly Scope[] = ['webhooks:read', 'access:read'];
const partOfApi = [
  ...['GET /webhooks', 'GET /webhooks/:id', 'GET /webhooks/:id/deliveries', 'GET /webhook-deliveries/:id'],
  ...['GET /staff', 'GET /staff/:id/sessions', 'GET /api-keys'],
];
const customers = [...portalReads, ...portalChanges];

let panel: TestPanel;
const principals: Record<string, { cookie?: string; key?: string }> = {};
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  const keyOf = async (level: 'administrator' | 'super_user') =>
    (await run(panel.context, systemActor, addApiKey, { name: level, level, expiresAt: null })).key;
  principals.anonymous = {};
  principals['Super User'] = { cookie: await panel.signIn('super_user') };
  principals.Administrator = { cookie: await panel.signIn('administrator') };
  principals['Super User key'] = { key: await keyOf('super_user') };
  principals['Administrator key'] = { key: await keyOf('administrator') };
  const part = { name: 'part', level: 'administrator', expiresAt: null, scopes: scopesOfPart } as const;
  principals['key for a part'] = { key: (await run(panel.context, systemActor, addApiKey, part)).key };
  const { accountId } = await openTestAccount(panel.context);
  principals.customer = { cookie: await signInCustomer(panel, accountId, 'ann@example.com') };
  const visit = await panel.ask('POST', `/accounts/${accountId}/portal-visits`, { cookie: await panel.signIn('super_user') });
  principals['staff on a visit'] = { cookie: cookieOf(visit) };
});
afterAll(() => panel.close());

test('the table names every endpoint of the contract once, and nothing else', () => {
  const lines = [...everybody, ...people, ...bothLevels, ...administrators, ...customers].sort();
  expect(lines).toEqual([...contractEndpoints.values()].map(lineOf).sort());
});

const endsSession = (line: string): boolean => ['DELETE /session', 'DELETE /portal/session'].includes(line);
/** Signing out is tried last: it would end the session of the others. */
const lines = [...everybody, ...people, ...bothLevels, ...administrators, ...customers].sort(
  (a, b) => Number(endsSession(a)) - Number(endsSession(b)),
);
const panelPrincipals = ['anonymous', 'Super User', 'Administrator', 'Super User key', 'Administrator key', 'key for a part'];
/** Neither sees the other's door: whoever is signed in at one is a stranger at the other. */
const isStranger = (line: string, name: string): boolean => customers.includes(line) === panelPrincipals.includes(name);
describe.each(lines)('%s', (line) => {
  const [method, path = ''] = line.split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string];
  const [, endpoint] = [...contractEndpoints].find(([, one]) => lineOf(one) === line) ?? [];

  test.each([...panelPrincipals, 'customer', 'staff on a visit'])('%s', async (name) => {
    const address = path
      .replace(/:(id|cardId)\b/g, '987654')
      .replace(':callId', 'no-such-call')
      .replace(':code', 'no_such_gateway')
      .replace(':position', '0');
    const response = await panel.ask(method, address, { ...principals[name], ...(endpoint?.body && { body: {} }) });
    const refused = [401, 403].includes(response.statusCode) && ['not_signed_in', 'not_permitted'].includes(response.json().code);
    const isMachine = peopleOnly.includes(line) && name.includes('key');
    const isPart = name === 'key for a part';
    const isOfPanel = panelPrincipals.includes(name);
    const isAllowed =
      everybody.includes(line) ||
      (name === 'customer' && customers.includes(line)) ||
      (name === 'staff on a visit' && portalReads.includes(line)) ||
      (isOfPanel && people.includes(line) && !name.includes('key') && name !== 'anonymous') ||
      (isPart && partOfApi.includes(line)) ||
      (isOfPanel && !isPart && !isMachine && name !== 'anonymous' && bothLevels.includes(line)) ||
      (name.startsWith('Administrator') && administrators.includes(line));
    expect({ name, refused }).toEqual({ name, refused: !isAllowed });
    if (!isAllowed) expect(response.statusCode).toBe(name === 'anonymous' || isStranger(line, name) ? 401 : 403);
    expect(response.statusCode).toBeLessThan(500);
  });
});

test('a refusal for who asks comes before any word on what was asked', async () => {
  const response = await panel.ask('POST', '/accounts', { body: { nonsense: 1 } });
  expect(response.json()).toEqual({ code: 'not_signed_in', message: 'Sign in first.', faults: [] });
});

test.each(['Bearer vsp_notakeynotakeynotakeynotakeynotakey', 'Bearer x', 'Basic YTpi', ''])(
  'the authorization "%s" is refused also where a cookie would do',
  async (authorization) => {
    const cookie = await panel.signIn('administrator');
    const response = await panel.ask('GET', '/accounts', { cookie, headers: { authorization } });
    expect(response.statusCode).toBe(401);
  },
);

test('a record that does not exist and an id that nobody could have answer alike', async () => {
  const cookie = await panel.signIn('super_user');
  const one = await panel.ask('GET', '/accounts/987654', { cookie });
  expect(one.statusCode).toBe(404);
  expect((await panel.ask('GET', '/accounts/abc', { cookie })).statusCode).toBe(400);
  expect((await panel.ask('GET', '/accounts/99999999999999999999', { cookie })).statusCode).toBe(400);
});
