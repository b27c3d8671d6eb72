import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireSecondFactor } from '../../src/http/contract/profile.ts';
import { addStaff, finishSetup } from '../../src/http/contract/session.ts';
import { type Instance, startInstance } from '../../src/testing/instance.ts';
import { becomeOperator, type Operator, password } from '../../src/testing/operator.ts';
import { findTool } from '../../src/testing/tools.ts';
import { startBrowser, type Visitor, visit } from './browser.ts';

describe.skipIf(findTool('chromium') === null)('signing in', () => {
  let instance: Instance;
  let browser: Browser;
  let operator: Operator;
  let olive: Visitor;
  let panelUrl: string;
  let secret = '';

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance({ withCalls: false }), startBrowser()]);
    // Passkeys belong to a name, never to an address.
    panelUrl = instance.panelUrl.replace('127.0.0.1', 'localhost');
    operator = await becomeOperator(instance, [{ prefix: '', destination: 'Everywhere', price: '1.20' }]);
    await operator.api.call(finishSetup);
    await operator.api.call(addStaff, { body: { userName: 'sam', name: 'Sam Super', level: 'super_user', password } });
    olive = await visit(browser, panelUrl);
    await plugInPasskeys(olive.page);
    await typePassword(olive.page, 'olive');
    await isIn(olive.page);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
  const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
  const isIn = (page: Page) => page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor();

  async function typePassword(page: Page, userName: string, secretWord = password): Promise<void> {
    await page.goto('/accounts');
    await field(page, 'User name').fill(userName);
    await field(page, 'Password').fill(secretWord);
    await page.keyboard.press('Enter');
  }
  async function signOut(page: Page): Promise<void> {
    await button(page, /Signed in as/).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  }
  /** A code that was not used yet: that of the next step is accepted, too. */
  const code = (steps = 1) => new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });
  async function setUpApp(page: Page): Promise<void> {
    await button(page, 'Set up an authenticator app').click();
    await field(page, 'Your password').fill(password);
    await button(page, 'Go on').click();
    secret = ((await page.locator('.k-secret .k-mono').textContent()) ?? '').replaceAll(' ', '');
    await field(page, 'Code that the app shows').fill(code(0));
    await button(page, 'Turn on').click();
  }

  it('a passkey is made on the profile, with recovery codes that are shown once', async () => {
    const { page } = olive;
    await page.goto('/profile');
    await button(page, 'Add a passkey').click();
    await field(page, 'Name of the device').fill('Work laptop');
    await field(page, 'Your password').fill(password);
    await button(page, 'Make the passkey').click();
    await page.getByRole('heading', { name: 'Keep these codes' }).waitFor();
    expect(await page.getByRole('dialog').getByRole('listitem').count()).toBe(10);
    await olive.keep('profile-recovery-codes');
    expect(await olive.faults()).toEqual([]);
    await button(page, 'I have kept them').click();
    await page.getByText('10 recovery codes left').waitFor();
    await olive.keep('profile');
    expect(await olive.faults()).toEqual([]);
  });

  it('with the passkey alone', async () => {
    const { page } = olive;
    await signOut(page);
    await olive.keep('sign-in');
    await page.goto('/accounts');
    await button(page, 'Sign in with a passkey').click();
    await isIn(page);
  });

  it('with the password, and the passkey as the second step', async () => {
    const { page } = olive;
    await signOut(page);
    await typePassword(page, 'olive');
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    expect(await olive.faults()).toEqual([]);
    await button(page, 'Use the passkey').click();
    await isIn(page);
  });

  it('with the password, and the code of an app', async () => {
    const { page } = olive;
    await page.goto('/profile');
    await setUpApp(page);
    await page.getByText('Authenticator app since').waitFor();
    await signOut(page);
    await typePassword(page, 'olive');
    await field(page, 'Code of the app').fill('000000');
    await button(page, 'Sign in').click();
    await page.getByText('This code is wrong').waitFor();
    await olive.keep('second-step');
    await field(page, 'Code of the app').fill(code());
    await page.keyboard.press('Enter');
    await isIn(page);
  });

  it('a session that is ended elsewhere closes the other browser’s panel', async () => {
    const second = await visit(browser, panelUrl, { like: olive });
    await second.page.goto('/profile');
    await second.page.getByText('This one').waitFor();
    const { page } = await visit(browser, panelUrl);
    await typePassword(page, 'olive');
    await button(page, 'Use a recovery code').click();
    await field(page, 'Recovery code').waitFor();
    await button(second.page, /^End the session/)
      .first()
      .click();
    await second.page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    await olive.page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  });

  it('who got the password from somebody else chooses one, and where two steps are required sets them up, before anything else', async () => {
    await operator.api.call(requireSecondFactor, {
      body: { requiresSecondFactor: 'everybody' },
    });
    const sam = await visit(browser, panelUrl, { scheme: 'dark', width: 380 });
    const { page } = sam;
    await typePassword(page, 'sam');
    await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
    await sam.keep('finish-sign-in-password');
    await page.goto('/calls');
    await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
    await field(page, 'Password that you were given').fill(password);
    await field(page, 'New password').fill('password1234');
    await button(page, 'Change password').click();
    await page.getByText('on the lists that burglars try first').waitFor();
    await field(page, 'New password').fill('three words and more');
    await button(page, 'Change password').click();
    await page.getByRole('heading', { name: 'Set up two-step sign-in' }).waitFor();
    expect(await sam.faults()).toEqual([]);
    await button(page, 'Set up an authenticator app').click();
    await field(page, 'Your password').fill('three words and more');
    await button(page, 'Go on').click();
    await field(page, 'Code that the app shows').waitFor();
    await sam.keep('authenticator-app');
    secret = ((await page.locator('.k-secret .k-mono').textContent()) ?? '').replaceAll(' ', '');
    await field(page, 'Code that the app shows').fill(code(0));
    await button(page, 'Turn on').click();
    await page.getByRole('heading', { name: 'Keep these codes' }).waitFor();
    await sam.keep('finish-sign-in-codes');
    await button(page, 'I have kept them').click();
    await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();
  });
});

/** A device with a finger on it, as Chromium's tools pretend (WebAuthn §11.2). */
async function plugInPasskeys(page: Page): Promise<void> {
  const tools = await page.context().newCDPSession(page);
  await tools.send('WebAuthn.enable');
  await tools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
