import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { amount } from '../../core/base/money.ts';
import { withConnection } from '../../db/connection.ts';
import { getSettings } from '../../db/reads/getSettings.ts';
import { getSetup } from '../../db/reads/getSetup.ts';
import { furnish, openTestAccount } from '../../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { run } from '../run.ts';
import { type ChangeSettings, changeSettings } from './changeSettings.ts';
import { finishSetup } from './finishSetup.ts';

let panel: TestPanel;
beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(() => panel.close());

const load = () => withConnection(panel.context.pool, getSettings);
const setup = () => withConnection(panel.context.pool, getSetup);
const change = async (wished: Omit<ChangeSettings, 'version'>, version?: number) =>
  run(panel.context, systemActor, changeSettings, { ...wished, version: version ?? (await load()).version });

test('the first run goes step by step, and each step is remembered', async () => {
  const nothing = { hasCompany: false, hasNumbering: false, hasPackage: false, hasProvider: false, hasAccount: false };
  expect(await setup()).toEqual({ ...nothing, isFinished: false });
  await change({ companyName: 'Tele', country: 'DE', currency: 'EUR', timeZone: 'Europe/Berlin' });
  expect(await setup()).toMatchObject({ hasCompany: true, hasNumbering: false });
  await change({ baseNumber: '4000' });
  expect(await setup()).toMatchObject({ hasNumbering: true, hasPackage: false, hasProvider: false });
  await furnish(panel.context);
  expect(await setup()).toMatchObject({ hasPackage: true, hasProvider: true, hasAccount: false });
  const { credentials } = await openTestAccount(panel.context);
  expect(credentials.networkNumber).toBe('4000');
  await run(panel.context, systemActor, finishSetup, null);
  expect(await setup()).toMatchObject({ hasAccount: true, isFinished: true });
});

test('only what is sent is changed', async () => {
  const before = await load();
  await change({ defaultDailySpendLimit: amount('50') });
  expect(await load()).toEqual({ ...before, defaultDailySpendLimit: '50.00', version: before.version + 1 });
  await change({ defaultDailySpendLimit: null });
  expect((await load()).defaultDailySpendLimit).toBeNull();
});

test('the same settings again are no change', async () => {
  const { version, companyName } = await load();
  await change({ companyName });
  expect((await load()).version).toBe(version);
});

test('is refused in order: stale, then each field that names what does not exist', async () => {
  await expect(change({ defaultRouteId: 999n }, 0)).rejects.toMatchObject({ code: 'stale_version' });
  const wrong = { defaultRouteId: 999n, emergencyRouteId: 999n, defaultBillingPackageId: 999n, internationalPrefix: '0' };
  const fields = ['defaultBillingPackageId', 'defaultRouteId', 'emergencyRouteId', 'internationalPrefix'];
  await expect(change(wrong)).rejects.toMatchObject({ code: 'invalid_input', faults: fields.map((field) => ({ field })) });
});
