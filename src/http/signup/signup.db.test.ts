import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signupFieldNames } from '../../core/accounts/signupForm.ts';
import { hasZeroBits } from '../../core/accounts/signupGuard.ts';
import { withConnection } from '../../db/connection.ts';
import { rows, sql } from '../../db/sql.ts';
import { furnish } from '../../testing/accounts.ts';
import { readLetters } from '../../testing/mail/readLetters.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { addTestForm, signupFields } from '../../testing/signup.ts';

const shop = 'https://shop.example';
let panel: TestPanel;
let code: string;
let household = 0;
const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));
const namesOf = async () =>
  (await ask<{ name: string }>(sql`select details ->> 'lastName' as name from signup_submission order by id`)).map(
    (one) => one.name,
  );

beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  ({ code } = await addTestForm(panel.context, { allowedSites: [shop], heading: 'Join us', language: 'de' }));
});
afterAll(() => panel.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  panel.server.inject({ url: path, headers: { host: 'panel.test', ...headers } });
function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  household += 1;
  return panel.server.inject({
    method: 'POST',
    url: path,
    remoteAddress: `198.51.100.${household}`,
    headers: { host: 'panel.test', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  });
}
const tokenIn = (body: string) => /name="form_token" value="([^"]+)"/.exec(body)?.[1] ?? '';
async function freshToken(of = code): Promise<string> {
  const { body } = await get(`/signup/${of}`);
  panel.passTime(3000);
  return tokenIn(body);
}

describe('the hosted page', () => {
  test('is whole without script, forbids script, and may lead nowhere but to us', async () => {
    const page = await get(`/signup/${code}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<h1>Join us</h1>');
    expect(page.body).toContain('Nachname');
    expect(page.body).not.toContain('<script');
    const style = /<style>([\s\S]*)<\/style>/.exec(page.body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page.headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(Buffer.byteLength(page.body)).toBeLessThan(20_000);
  });

  test('takes the form and leads to its thank-you page', async () => {
    const answer = await post(`/signup/${code}`, { lastName: 'Hosted', email: 'h@example.com', form_token: await freshToken() });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `/signup/${code}/thanks`]);
    expect((await get(`/signup/${code}/thanks`)).body).toContain('Vielen Dank');
    expect(await namesOf()).toContain('Hosted');
  });

  test('leads to the operator’s own thank-you page, which the browser is allowed to follow', async () => {
    const own = await addTestForm(panel.context, { thankYouUrl: 'https://shop.example/thanks?x=1' });
    const page = await get(`/signup/${own.code}`);
    expect(page.headers['content-security-policy']).toContain("form-action 'self' https://shop.example;");
    panel.passTime(3000);
    const answer = await post(`/signup/${own.code}`, { lastName: 'Own', email: 'o@example.com', form_token: tokenIn(page.body) });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, 'https://shop.example/thanks?x=1']);
  });

  test('shows what was typed again, with a sentence at each wrong field, and can be sent at once', async () => {
    const token = await freshToken();
    const wrong = await post(`/signup/${code}`, { lastName: '', email: 'no mail', firstName: 'Jo"<b>', form_token: token });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Das ist keine E-Mail-Adresse.');
    expect(wrong.body).toContain('value="Jo&#34;&#60;b&#62;"');
    const right = await post(`/signup/${code}`, { lastName: 'Mended', email: 'm@example.com', form_token: tokenIn(wrong.body) });
    expect(right.statusCode).toBe(303);
    expect(await namesOf()).toContain('Mended');
  });

  test('of a closed form and of no form say so', async () => {
    const closed = await addTestForm(panel.context, { isActive: false });
    expect((await get(`/signup/${closed.code}`)).statusCode).toBe(410);
    const unknown = await get('/signup/nosuchform99');
    expect([unknown.statusCode, unknown.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect((await post('/signup/nosuchform99', { lastName: 'x' })).statusCode).toBe(404);
  });
});

describe('the trap', () => {
  test('stops who fills in everything, and shows itself to a person who fell into it', async () => {
    const sent = { lastName: 'Robot', email: 'r@example.com', form_token: await freshToken() };
    const answer = await post(`/signup/${code}`, { ...sent, leave_empty: 'https://spam.example' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('value="Robot"');
    expect(answer.body).not.toContain('class="trap"');
    expect(await namesOf()).not.toContain('Robot');
    expect((await post(`/signup/${code}`, { ...sent, form_token: tokenIn(answer.body) })).statusCode).toBe(303);
  });
});

describe('plain HTML on another site', () => {
  const filled = (lastName: string) => ({ lastName, email: `${lastName.toLowerCase()}@example.com` });
  test('is taken from a listed site, by origin or by referrer', async () => {
    expect((await post(`/signup/${code}`, filled('Listed'), { origin: shop, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(
      303,
    );
    const byReferrer = await post(`/signup/${code}`, filled('Referred'), { referer: `${shop}/join?a=1` });
    expect(byReferrer.statusCode).toBe(303);
    expect(
      await ask(sql`select details ->> 'lastName' as name, site from signup_submission where site <> 'hosted' order by id`),
    ).toEqual([
      { name: 'Listed', site: shop },
      { name: 'Referred', site: shop },
    ]);
  });

  test.each([{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'http://shop.example' }, {}])(
    'from %j it is not: the hosted page takes over with the input kept',
    async (headers) => {
      const answer = await post(`/signup/${code}`, filled('Stolen'), headers as Record<string, string>);
      expect(answer.statusCode).toBe(403);
      expect(answer.body).toContain('value="Stolen"');
      expect(await namesOf()).not.toContain('Stolen');
    },
  );

  test('a wrong input ends on the hosted page in the form’s language', async () => {
    const answer = await post(`/signup/${code}`, { lastName: 'X', email: 'bad' }, { origin: shop });
    expect([answer.statusCode, answer.body.includes('<html lang="de">')]).toEqual([422, true]);
  });

  test('only forms are taken: no JSON, nothing large', async () => {
    const json = await panel.ask('POST', `/api/../signup/${code}`, { body: {} });
    expect(json.statusCode).toBeGreaterThanOrEqual(400);
    const large = await post(`/signup/${code}`, { lastName: 'x'.repeat(70_000) });
    expect(large.statusCode).toBe(413);
  });
});

describe('the small script', () => {
  const askJson = { accept: 'application/json', origin: shop };
  test('may be loaded from everywhere; what it shows may be read by listed sites alone', async () => {
    const script = await get(`/signup/${code}.js`);
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
    });
    const form = await get(`/signup/${code}/form`, askJson);
    expect(form.headers['access-control-allow-origin']).toBe(shop);
    expect(form.json()).toMatchObject({ language: 'de', heading: 'Join us', bits: expect.any(Number) });
    for (const origin of ['https://evil.example', 'null']) {
      const refused = await get(`/signup/${code}/form`, { ...askJson, origin });
      expect([refused.statusCode, refused.headers['access-control-allow-origin']]).toEqual([403, undefined]);
    }
  });

  test('sends with the puzzle solved; without, it is given a new one', async () => {
    const { token, bits } = (await get(`/signup/${code}/form`, askJson)).json() as { token: string; bits: number };
    panel.passTime(3000);
    const sent = { lastName: 'Script', email: 's@example.com', form_token: token };
    const refused = await post(`/signup/${code}`, { ...sent, form_solution: '-' }, askJson);
    expect(refused.json()).toMatchObject({ isTaken: false, token: expect.any(String) });
    let solution = 0;
    while (!hasZeroBits(createHash('sha256').update(`${token}.${solution}`).digest('hex'), bits)) solution += 1;
    const taken = await post(`/signup/${code}`, { ...sent, form_solution: String(solution) }, askJson);
    expect(taken.json()).toMatchObject({ isTaken: true, next: null, heading: 'Vielen Dank' });
    expect(taken.headers['access-control-allow-origin']).toBe(shop);
    const faults = await post(`/signup/${code}`, { lastName: '' }, askJson);
    expect(faults.json()).toMatchObject({ isTaken: false, faults: [{ field: 'lastName' }, { field: 'email' }] });
  });
});

describe('the link in the letter', () => {
  test('opens a page with a button and confirms only when it is pressed', async () => {
    const own = await addTestForm(panel.context, { doesConfirmEmail: true, language: 'fr' });
    const token = await freshToken(own.code);
    // A forged host must not end in the letter.
    await post(
      `/signup/${own.code}`,
      { lastName: 'Lettre', email: 'l@example.com', form_token: token },
      { host: 'evil.example' },
    );
    const [letter] = await readLetters(panel.context, sql`to_address = 'l@example.com'`);
    const link = /https:\/\/\S+/.exec(letter?.body ?? '')?.[0] ?? '';
    expect(link).toMatch(new RegExp(`^https://panel\\.test/signup/${own.code}/confirm/[\\w-]{43}$`));
    const state = async () =>
      (await ask<{ state: string }>(sql`select state from signup_submission where email = 'l@example.com'`)).map(
        (one) => one.state,
      );
    const path = new URL(link).pathname;
    const shown = await get(path);
    expect(shown.body).toContain('Confirmer');
    expect(await state()).toEqual(['received']);
    expect((await post(path, {})).body).toContain('Votre e-mail est confirmé');
    expect(await state()).toEqual(['waiting']);
    const again = await post(path, {});
    expect([again.statusCode, again.body.includes('Ce lien ne fonctionne pas')]).toEqual([403, true]);
  });
});

describe('in the panel', () => {
  const input = {
    ...{
      name: 'Panel form',
      isActive: true,
      language: 'en',
      approval: 'by_staff',
      doesConfirmEmail: true,
      accentColour: '#2B59DB',
    },
    ...{ allowedSites: ['shop.example/join'], limits: { addressHour: 5, formHour: 60, formDay: 300 } },
    fields: signupFields(signupFieldNames, ['email']),
    extras: [{ description: 'Monthly Fee', cost: '19.95', chargePeriod: 'monthly' }],
  };
  test('a form is made, shown with its snippets, changed, previewed', async () => {
    const cookie = await panel.signIn('administrator');
    const added = await panel.ask('POST', '/signup-forms', { cookie, body: input });
    expect(added.statusCode).toBe(201);
    const form = added.json();
    expect(form).toMatchObject({
      allowedSites: [shop],
      accentColour: '#2b59db',
      pageUrl: `https://panel.test/signup/${form.code}`,
    });
    expect(form.htmlSnippet).toContain(`action="https://panel.test/signup/${form.code}"`);
    for (const name of signupFieldNames) expect(form.htmlSnippet).toContain(`name="${name}"`);
    expect(form.scriptSnippet).toContain(`src="https://panel.test/signup/${form.code}.js"`);
    const { id, code: _, version, pageUrl: _1, htmlSnippet: _2, scriptSnippet: _3, ...body } = form;
    const changed = await panel.ask('PUT', `/signup-forms/${id}`, { cookie, body: { ...body, heading: 'New', version } });
    expect(changed.json()).toMatchObject({ heading: 'New', version: 2, extras: [{ cost: '19.95' }] });
    const preview = await panel.ask('POST', '/signup-forms/preview', { cookie, body: { ...input, heading: '<b>Soon</b>' } });
    expect(preview.json().html).toContain('&#60;b&#62;Soon');
    expect(preview.json().html).toContain('<button type="button">');
  });

  test.each([
    ['fields', { fields: [{ name: 'isActive', isRequired: true }] }],
    ['thankYouUrl', { thankYouUrl: 'javascript:alert(1)' }],
    ['accentColour', { accentColour: 'red;}body{display:none' }],
    ['allowedSites.0', { allowedSites: ['*'] }],
    ['limits.formDay', { limits: { addressHour: 5, formHour: 60, formDay: 0 } }],
  ])('a wrong %s is refused at its field', async (field, change) => {
    const cookie = await panel.signIn('administrator');
    const refused = await panel.ask('POST', '/signup-forms', { cookie, body: { ...input, name: 'Wrong', ...change } });
    expect(refused.statusCode).toBe(400);
    expect(refused.json().faults[0].field).toMatch(new RegExp(`^${field}`));
  });

  test('a signup is listed, counted, opened and approved; the secret is in the answer once', async () => {
    const cookie = await panel.signIn('super_user');
    const [first] = (await panel.ask('GET', '/signups?state=waiting&search=hosted', { cookie })).json().items;
    const before = (await panel.ask('GET', '/signups/count', { cookie })).json().waiting;
    const approved = await panel.ask('POST', `/signups/${first.id}/approve`, { cookie, body: {} });
    expect(approved.statusCode).toBe(201);
    expect(approved.json().account).toMatchObject({ lastName: 'Hosted', balance: { posted: '0.00' } });
    const shown = await panel.ask('GET', `/signups/${first.id}`, { cookie });
    expect(shown.json()).toMatchObject({
      state: 'approved',
      sent: { lastName: 'Hosted' },
      accountId: approved.json().account.id,
    });
    expect(shown.body).not.toContain(approved.json().credentials.secret);
    expect((await panel.ask('GET', '/signups/count', { cookie })).json().waiting).toBe(before - 1);
    expect((await panel.ask('POST', `/signups/${first.id}/approve`, { cookie, body: {} })).statusCode).toBe(409);
  });
});
