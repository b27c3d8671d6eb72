import { code, list, type ManualPage, section } from '../manualPage.ts';

export const commandLine: ManualPage = {
  title: 'Command line',
  intro: 'What can be done on the server without a browser.',
  sections: [
    section(
      'Commands',
      'In the folder of vspPanel:',
      code(
        'Commands',
        'npx vsppanel start              start everything',
        'npx vsppanel doctor             what is wrong and how to mend it',
        'npx vsppanel account add        add an account',
        'npx vsppanel topup              put money on an account',
        'npx vsppanel bans list          networks that are kept away from the phones',
        'npx vsppanel bans remove        let one in again',
        'npx vsppanel api-key create     make a key for the API',
        'npx vsppanel cards rotate-key   seal the stored cards under a new key',
        'npx vsppanel ledger verify      compare the whole ledger with its seals',
        'npx vsppanel reports check      hold reports against calls and ledger',
        'npx vsppanel reports recount    make the sums of all reports anew',
        'npx vsppanel staff              let a locked-out user in again',
        'npx vsppanel rate               price a file of calls without a database',
      ),
      'Each says with `--help` what it wants.',
    ),
  ],
};

export const api: ManualPage = {
  title: 'API',
  intro: 'Everything in this panel goes through a REST API that your programs may use too.',
  sections: [
    section(
      'How to begin',
      list(
        'Everything is described at [/api/v1/openapi.json](/api/v1/openapi.json) (OpenAPI 3.1).',
        'An Administrator makes a key under [API keys](/api-keys).',
        'Send it with each request, as below.',
        'Each route of the description says which scope a key needs, such as `accounts:read`; `write` includes `read`.',
        'To be told of events instead of asking for them, make a [webhook](#webhooks).',
      ),
      code('A request', 'curl -H "Authorization: Bearer THE-KEY" https://panel.example.net/api/v1/accounts?search=jones'),
    ),
    section(
      'How it speaks',
      list(
        'Money is a decimal string: `"19.95"`. Never a number, which may lose digits on its way.',
        'Times are UTC: `2026-07-01T03:00:00Z`. Dates are plain: `2026-07-01`.',
        'Lists come in pages; send `next` as `after` to get the following one.',
        'A “no” has a code that does not change and a sentence for people. Faults name their field.',
        'Movements of money take a key of yours: sending the same key twice books once.',
      ),
    ),
  ],
};
