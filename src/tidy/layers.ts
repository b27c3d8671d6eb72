import { isBelow, linksOf, type SourceFile } from './source.ts';

/**
 * Who may use whom: the longest key that a file's path begins with decides. `type:` allows only types, `npm:` and `node:`
 * everything of that kind. Core decides, tables remember, actions do, edges translate. Tests may use anything.
 */
const layers: Readonly<Record<string, readonly string[]>> = {
  'src/core': ['src/core'],
  'src/db': ['src/core', 'src/db', 'npm:pg', 'node:'],
  'src/db/sql.ts': ['type:npm:pg'],
  'src/db/tables': ['src/core', 'src/db/sql.ts'],
  'src/db/reads': ['src/core', 'src/db/sql.ts', 'src/db/reads'],
  'src/memory': [
    ...['src/core', 'src/memory', 'type:src/db/sql.ts'],
    ...['src/db/reads/callControl.ts', 'src/db/reads/callProviders.ts'],
    ...['src/db/reads/incomingCalls.ts', 'src/db/reads/packageRates.ts', 'src/db/reads/bundles.ts'],
  ],
  'src/vault': ['src/core', 'src/vault', 'node:crypto'],
  'src/vault/totp.ts': ['src/core', 'npm:otpauth'],
  'src/vault/passkeys.ts': ['src/core', 'npm:@simplewebauthn/server'],
  'src/vault/knownPasswords.ts': ['src/core', 'npm:@zxcvbn-ts/language-common'],
  'src/actions': ['src/core', 'src/db/tables', 'src/actions', 'src/mail/letters', 'type:src/db/sql.ts'],
  'src/actions/cards': [
    'src/core',
    'src/db/tables',
    'src/actions',
    'type:src/db/sql.ts',
    'src/vault/cards.ts',
    'src/vault/openCard.ts',
  ],
  // Bulk edits and copies begin with the rates of a package, impact with what its calls would cost: what call control reads too.
  'src/actions/decks': [
    'src/core',
    'src/db/tables',
    'src/actions',
    'type:src/db/sql.ts',
    'src/db/reads/packageRates.ts',
    'src/db/reads/deckReads.ts',
  ],
  // The letter of an invoice has on it what its paper has.
  'src/actions/invoiceLayout': [
    'src/core',
    'src/db/tables',
    'src/actions',
    'type:src/db/sql.ts',
    'src/db/reads/invoiceLayouts.ts',
  ],
  // The guard looks at an account with the settings that its calls were decided by.
  'src/actions/guard': [
    'src/core',
    'src/db/tables',
    'src/actions',
    'src/mail/letters',
    'type:src/db/sql.ts',
    'src/db/reads/guardWorld.ts',
  ],
  'src/actions/run.ts': ['src/core', 'src/db', 'src/actions', 'npm:pg'],
  // The reads that are shared: what call control keeps in memory must be what settling reads from the database.
  'src/actions/calls': [
    ...['src/core', 'src/db/tables', 'src/actions/calls', 'type:src/db/sql.ts', 'type:src/db/reads/incomingCalls.ts'],
    ...[
      'src/db/reads/callControl.ts',
      'src/db/reads/callProviders.ts',
      'src/db/reads/packageRates.ts',
      'src/db/reads/bundles.ts',
    ],
  ],
  // A dry run reads what call control has in memory.
  'src/actions/callChecks': [
    ...['src/core', 'src/db/tables', 'src/actions', 'type:src/db/sql.ts', 'src/db/reads/callControl.ts'],
    ...['src/db/reads/callProviders.ts', 'src/db/reads/packageRates.ts'],
    ...['src/db/reads/incomingCalls.ts', 'src/db/reads/bundles.ts'],
  ],
  // A price that is found again must be found as the first one was.
  'src/actions/rerating': ['src/core', 'src/db/tables', 'src/actions', 'src/db/reads/packageRates.ts', 'type:src/db/sql.ts'],
  'src/engines': ['src/core', 'src/engines', 'npm:', 'node:'],
  'src/gateways': ['src/core', 'src/gateways', 'npm:', 'node:'],
  'src/mail': ['src/core', 'src/mail', 'npm:nodemailer', 'node:util'],
  // Letters are written by actions, inside their transaction: words only, no wire.
  'src/mail/letters': ['src/core', 'src/mail/letters'],
  // Bytes to lines and back: archives, sheets, encodings. Knows neither the database nor where a file lies.
  'src/files': ['src/core/base', 'src/core/decks', 'src/files', 'node:', 'npm:yazl'],
  // Papers: what is printed of an invoice. Layouts, PDFs, e-invoices; knows neither the database nor who asks.
  'src/print': ['src/core', 'src/print', 'npm:', 'node:'],
  // To addresses that somebody typed: the one place that connects there. Knows neither the database nor what it carries.
  'src/wires': ['src/core/base', 'src/core/wires', 'src/wires', 'node:'],
  'src/jobs': [
    'src/core',
    'src/files',
    'type:src/print/printer.ts',
    'src/actions',
    'src/memory',
    'src/jobs',
    'type:src/engines/engine.ts',
    'type:src/gateways/gateway.ts',
    'type:src/mail/mail.ts',
    'type:src/wires/wire.ts',
  ],
  'src/http': [
    'src/core',
    'src/files',
    'src/http',
    'src/actions',
    'src/db/reads',
    'src/mail/letters',
    'src/print',
    'type:src/mail/mail.ts',
    'type:src/gateways/gateway.ts',
    'type:src/db/sql.ts',
    'npm:',
    'node:',
  ],
  'src/http/contract': ['src/core', 'src/http/contract', 'npm:zod'],
  'src/web/portal/main.tsx': ['src/core', 'src/web', 'npm:'],
  'src/web': ['src/core', 'src/http/contract', 'src/web', 'npm:'],
  'src/web/kit': ['src/core/base', 'src/web/kit', 'npm:'],
  'src/web/panel': [
    'src/core',
    'src/http/contract',
    'src/web/kit',
    'src/web/phone',
    'src/web/access',
    'src/web/panel',
    'src/web/api.ts',
    'src/web/exportRows.ts',
    'src/web/live.ts',
    'npm:',
  ],
  'src/web/portal': [
    ...['src/core', 'src/http/contract', 'src/web/kit', 'src/web/phone', 'src/web/access', 'src/web/portal', 'src/web/api.ts'],
    'src/web/exportRows.ts',
    'npm:',
  ],
  // How a person proves who it is, for staff and for customers; each door says where that is sent.
  'src/web/access': ['src/core', 'src/http/contract', 'src/web/kit', 'src/web/access', 'npm:'],
  // A phone in the browser, for staff and for customers: SIP and sound, nothing of accounts.
  'src/web/phone': ['src/core', 'src/http/contract', 'src/web/kit', 'src/web/phone', 'npm:'],
  // Brings up PostgreSQL and Asterisk: it knows how each is written down and started, and nothing of the business.
  'src/supervisor': [
    'src/supervisor',
    'src/config.ts',
    'src/db/migrate.ts',
    'src/engines/asterisk/configuration.ts',
    'src/engines/asterisk/instance.ts',
    'src/core/base/refusal.ts',
    'type:src/core/base/cardKeys.ts',
    'src/vault/safe.ts',
    'src/vault/cardKeys.ts',
    'npm:pg',
    'node:',
  ],
  // A door of its own, from the terminal: what http may, and what it takes to find the instance.
  'src/cli': [
    'src/core',
    'src/cli',
    'src/config.ts',
    'src/actions',
    'src/db',
    'src/memory',
    'src/vault',
    'src/http/contract',
    'src/supervisor',
    'src/engines/asterisk/configuration.ts',
    'npm:',
    'node:',
  ],
  'src/testing': ['src', 'npm:', 'node:'],
  'src/tidy': ['src/tidy', 'node:'],
  'src/tidy.ts': ['src/tidy'],
  'src/config.ts': ['src/configReader.ts', 'node:'],
  'src/configReader.ts': ['node:'],
  'src/cli.ts': ['src/cli', 'src/config.ts', 'src/start.ts', 'npm:commander'],
  'src/start.ts': ['src/config.ts', 'src/supervisor', 'node:'],
  'src/main.ts': ['src', 'npm:', 'node:'],
  'src/office.ts': ['src', 'npm:', 'node:'],
  'src/calls.ts': ['src', 'npm:', 'node:'],
  bench: ['src', 'bench', 'simulation', 'npm:', 'node:'],
  simulation: ['src', 'simulation', 'npm:', 'node:'],
  stories: ['src', 'stories', 'npm:', 'node:'],
  scripts: ['scripts', 'src', 'npm:', 'node:'],
};

/** Inside core everybody looks to the left only. */
const coreOrder = [
  'base',
  'access',
  'mail',
  'rating',
  'decks',
  'routing',
  'extras',
  'accounts',
  'ledger',
  'invoicing',
  'payments',
  'fraud',
  'calls',
  'reports',
  'wires',
];

/** Folders whose children do not know each other; `kit` is there to be used. */
const strangers: Readonly<Record<string, readonly string[]>> = {
  'src/engines': [],
  'src/gateways': [],
  'src/web': ['kit', 'phone', 'access'],
};

/**
 * What only these may use, whatever their layer allows: a stored card is sealed in one place, and opened in one other, which
 * is reached through the one endpoint that has written down who asked. A job that charges cards must stand here first.
 */
const guarded: Readonly<Record<string, readonly string[]>> = {
  'src/vault/dataKey.ts': ['src/vault/cards.ts', 'src/vault/openCard.ts'],
  'src/vault/cards.ts': ['src/actions/cards'],
  'src/vault/openCard.ts': ['src/actions/cards/openCard.ts', 'src/actions/cards/handOverCard.ts'],
  'src/actions/cards/openCard.ts': ['src/http/endpoints/cards.ts'],
  'src/actions/cards/handOverCard.ts': ['src/jobs/collectMoney.ts'],
  // Whoever connects to a typed address goes through fetchSafely, and what it trusts is wired in two places.
  'src/wires/fetchSafely.ts': ['src/wires/deliverHook.ts'],
  'src/wires/policy.ts': ['src/wires', 'src/office.ts'],
  'src/actions/gateways/openGateway.ts': ['src/jobs/collectMoney.ts', 'src/http/pay', 'src/actions/gateways/changeGateway.ts'],
};

/** Who may ask what time it is; everybody else is told. A browser has only its own clock. */
export const clockReaders = [
  'src/main.ts',
  'src/calls.ts',
  'src/office.ts',
  'src/start.ts',
  'src/supervisor',
  'src/testing',
  'src/cli',
  'src/web',
  'scripts',
  'bench',
  'simulation',
  'stories',
];
export const environmentReaders = ['src/config.ts', 'src/testing', 'scripts', 'simulation', 'bench', 'stories'];
/** Who speaks to PostgreSQL without the sql template: the schema's own tools, before there is a schema. */
export const plainSpeakers = [
  'src/db',
  'src/supervisor',
  'src/cli/checks.ts',
  'src/testing',
  'bench',
  'simulation',
  'stories',
  'scripts',
];

export function strayLinks(file: SourceFile): readonly string[] {
  const places = Object.keys(layers).filter((place) => isBelow(file.path, place));
  const place = places.sort((a, b) => b.length - a.length)[0];
  if (place === undefined)
    return isBelow(file.path, 'src') ? [`${file.path}: stands in no layer; tell src/tidy.ts what it may use`] : [];
  const allowed = layers[place] ?? [];
  return linksOf(file)
    .filter(({ to, isType }) => !allowed.some((one) => allows(one, to, isType)))
    .map(({ to, isType }) => `${file.path}: may not use ${isType ? 'the types of ' : ''}${to} (layer ${place})`);
}

function allows(entry: string, to: string, isType: boolean): boolean {
  if (entry.startsWith('type:')) return isType && allows(entry.slice('type:'.length), to, false);
  return entry.endsWith(':') ? to.startsWith(entry) : isBelow(to, entry);
}

export function unguardedLinks(file: SourceFile): readonly string[] {
  return linksOf(file)
    .filter(({ to }) => !(guarded[to] ?? [file.path]).some((one) => isBelow(file.path, one)))
    .map(({ to }) => `${file.path}: may not use ${to}, which is for ${guarded[to]?.join(', ')} alone`);
}

export function rightwardLinks(file: SourceFile): readonly string[] {
  const room = (path: string): number => coreOrder.indexOf(/^src\/core\/(\w+)\//.exec(path)?.[1] ?? '');
  if (!isBelow(file.path, 'src/core')) return [];
  if (room(file.path) < 0) return [`${file.path}: this room of core has no place in coreOrder`];
  return linksOf(file)
    .filter(({ to }) => room(to) > room(file.path))
    .map(({ to }) => `${file.path}: may not use ${to}, which stands to the right of it`);
}

export function meetings(file: SourceFile): readonly string[] {
  return Object.entries(strangers).flatMap(([folder, shared]) => {
    const child = (path: string) => (isBelow(path, folder) ? /^([^/]+)\//.exec(path.slice(folder.length + 1))?.[1] : undefined);
    const own = child(file.path);
    const met = linksOf(file).filter(({ to }) => ![undefined, own, ...shared].includes(child(to)));
    return own === undefined ? [] : met.map(({ to }) => `${file.path}: ${own} does not know ${to}; neighbours are strangers`);
  });
}
