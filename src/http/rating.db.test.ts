import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';

let panel: TestPanel;
let cookie: string;
let packageId: string;
let accountId: string;
beforeAll(async () => {
  panel = await startTestPanel();
  cookie = await panel.signIn('administrator');
  await panel.asOwner(
    `update setting set time_zone = 'Australia/Sydney', country_calling_code = '61', national_prefix = '0', international_prefix = '0011'`,
  );
  const rates = [{ prefix: '61', destination: 'Australia', price: '0.60', bands: [{ band: 'Night', price: '0.06' }] }];
  packageId = (await send('POST', '/billing-packages', { name: 'Retail', rates })).json().id;
  const routes = await panel.ask('GET', '/routes', { cookie });
  expect(routes.statusCode).toBe(200);
  await panel.asOwner(
    `insert into route (name) values ('All'); update setting set default_route_id = (select id from route), base_number = '1000', next_number = 1000`,
  );
  const added = await send('POST', '/accounts', { lastName: 'Night owl' });
  accountId = added.json().account.id;
});
afterAll(() => panel.close());

const send = (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
  panel.ask(method, path, { cookie, ...(body && { body }) });
const get = async (path: string) => (await panel.ask('GET', path, { cookie })).json();
const check = async (body: object) =>
  (await send('POST', '/price-checks', { number: '02 9999 0000', seconds: 60, ...body })).json();
const terms = { windows: [{ band: 'Night', days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }], version: 1 };

test('time bands count in price checks, by the package’s own clock', async () => {
  expect(await get(`/billing-packages/${packageId}/terms`)).toMatchObject({
    bands: [],
    zone: 'Australia/Sydney',
    validFrom: null,
  });
  const saved = await send('PUT', `/billing-packages/${packageId}/terms`, terms);
  expect(saved.json()).toMatchObject({ bands: ['Night'], timeZone: null, zone: 'Australia/Sydney' });
  const at = (hour: number) => `2031-06-02T${String(hour).padStart(2, '0')}:00:00Z`; // Sydney is ten hours ahead in June.
  expect(await check({ billingPackageId: packageId, at: at(11) })).toMatchObject({ price: '0.60' });
  const night = await check({ billingPackageId: packageId, at: at(12) });
  expect(night).toMatchObject({ price: '0.06', rate: { prefix: '61' } });
  expect(night.steps[0].text).toBe('Night: 60 seconds at 0.06 AUD per minute: 0.06 AUD.');
});

test('two bands at once are refused at the window, and a stale version before that', async () => {
  const again = { ...terms, windows: [...terms.windows, { band: 'Early', days: [1], from: '05:00', to: '07:00' }] };
  expect((await send('PUT', `/billing-packages/${packageId}/terms`, again)).json()).toMatchObject({ code: 'stale_version' });
  const { version } = await get(`/billing-packages/${packageId}`);
  const refused = await send('PUT', `/billing-packages/${packageId}/terms`, { ...again, version });
  expect(refused.json().faults).toMatchObject([{ field: 'windows.1.from' }]);
  const wrong = { ...terms, windows: [{ ...terms.windows[0], from: '25:00', days: [] }] };
  expect((await send('PUT', `/billing-packages/${packageId}/terms`, wrong)).statusCode).toBe(400);
});

test('a rate begins at midnight of the package’s clock, is listed as planned, and shows in the history', async () => {
  const [now] = (await get(`/billing-packages/${packageId}/rates`)).items;
  const planned = await send('PUT', `/rates/${now.id}?from=2031-01-01`, { ...now.rate, price: '0.90' });
  expect(planned.json()).toMatchObject({ validFrom: '2030-12-31T13:00:00.000Z', validTo: null });
  expect((await get(`/billing-packages/${packageId}/rates?state=later`)).items).toHaveLength(1);
  const history = (await get(`/billing-packages/${packageId}/rate-versions?prefix=61`)).items;
  expect(history.map((one: { rate: { price: string } }) => one.rate.price)).toEqual(['0.90', '0.60']);
  expect(await check({ billingPackageId: packageId, at: '2031-01-01T01:00:00Z' })).toMatchObject({ price: '0.90' });
  expect((await send('PUT', `/rates/${now.id}?from=soon`, now.rate)).statusCode).toBe(400);
});

test('included minutes of a package stand on the account with what is left', async () => {
  const wish = { name: 'A hundred', prefixes: ['61'], minutes: 100, doesRollOver: false };
  const added = await send('POST', `/billing-packages/${packageId}/bundles`, wish);
  expect(added.statusCode).toBe(201);
  expect((await get(`/billing-packages/${packageId}/bundles`)).items).toMatchObject([{ minutes: 100, period: 'month' }]);
  await send('POST', `/accounts/${accountId}/bundles`, { ...wish, name: 'Ten more', minutes: 10, period: 'day' });
  expect((await get(`/accounts/${accountId}/bundles`)).items).toMatchObject([
    { name: 'Ten more', isOwn: true, leftSeconds: 600, grantedSeconds: 600 },
    { name: 'A hundred', isOwn: false, leftSeconds: 6000, grantedSeconds: 6000 },
  ]);
  const noon = '2030-06-02T02:00:00Z';
  const checked = await check({ accountId, at: noon, seconds: 11 * 60 });
  expect(checked).toMatchObject({ price: '0.60', billedSeconds: 660 });
  expect(await check({ billingPackageId: packageId, at: noon, seconds: 11 * 60 })).toMatchObject({ price: '6.60' });
  await send('DELETE', `/bundles/${added.json().id}`);
  expect((await get(`/accounts/${accountId}/bundles`)).items).toHaveLength(1);
  expect((await send('DELETE', `/bundles/${added.json().id}`)).statusCode).toBe(404);
  expect((await send('POST', '/accounts/987654/bundles', wish)).statusCode).toBe(404);
  expect((await send('POST', `/accounts/${accountId}/bundles`, { ...wish, prefixes: ['+61'] })).statusCode).toBe(400);
});

test('own prices of an account are a list of their own, known to its price check and to no other', async () => {
  expect(await get(`/accounts/${accountId}/own-prices`)).toEqual({ billingPackageId: null });
  const { billingPackageId } = (await send('POST', `/accounts/${accountId}/own-prices`)).json();
  expect((await send('POST', `/accounts/${accountId}/own-prices`)).json()).toEqual({ billingPackageId });
  await send('POST', `/billing-packages/${billingPackageId}/rates`, { prefix: '61', price: '0.01' });
  expect(await check({ accountId, seconds: 660 })).toMatchObject({ price: '0.01' }); // Ten minutes are included.
  expect(await check({ billingPackageId: packageId, at: '2030-06-02T02:00:00Z' })).toMatchObject({ price: '0.60' });
  const names = (await get('/billing-packages')).items.map((one: { name: string }) => one.name);
  expect(names).toEqual(['Retail']);
});
