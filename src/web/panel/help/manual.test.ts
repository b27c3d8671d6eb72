import { describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';
import { addAccount } from '../../../http/contract/accounts.ts';
import { changeBillingSettings } from '../../../http/contract/billingSettings.ts';
import { changeMailSettings } from '../../../http/contract/mail.ts';
import { addProvider } from '../../../http/contract/network.ts';
import { rateSchema } from '../../../http/contract/rates.ts';
import { changeSettings } from '../../../http/contract/settings.ts';
import { pages } from '../pages.tsx';
import { menu } from '../shell/menu.ts';
import { readRuns } from './inline.ts';
import { contents, type HelpTopic, isTopic, manual } from './manual.ts';
import { type Block, sectionId } from './manualPage.ts';

const topics = Object.keys(manual) as HelpTopic[];
const blocksOf = (topic: HelpTopic): readonly Block[] => manual[topic].sections.flatMap(({ blocks }) => blocks);

describe('the way to help', () => {
  it('every page of the panel has one, but the manual itself', () => {
    expect(pages.filter(({ help }) => help === undefined).map(({ path }) => path)).toEqual(['/help', '/help/:topic']);
  });

  it('every entry of the menu has a page of its own in the manual', () => {
    const paths = menu.flatMap(({ items }) => items.map(({ path }) => path)).filter((path) => path !== '/help');
    const helps = paths.map((path) => pages.find((page) => page.path === path)?.help);
    expect(new Set(helps).size).toBe(paths.length);
    expect(helps).not.toContain(undefined);
  });

  it('every tab of an account has its section', () => {
    const ids = manual['edit-account'].sections.map(({ title }) => sectionId(title));
    expect(ids).toEqual(expect.arrayContaining(['overview', 'phones', 'numbers', 'calls', 'money', 'edit', 'notes', 'history']));
  });

  it('every topic stands in the contents, once', () => {
    expect(contents.flatMap((group) => group.topics).sort()).toEqual([...topics].sort());
  });
});

describe('links inside the manual', () => {
  const patterns = pages.map(
    ({ path }) => new RegExp(`^${path.replaceAll(/\/:\w+\?/g, '(/[^/]+)?').replaceAll(/:\w+/g, '[^/]+')}$`),
  );
  const leads = (target: string): boolean => {
    if (target.startsWith('/api/')) return true;
    if (target.startsWith('/')) return patterns.some((pattern) => pattern.test(target));
    if (!target.startsWith('#')) return target.startsWith('https://');
    const [topic = '', section] = target.slice(1).split('/');
    return isTopic(topic) && (section === undefined || manual[topic].sections.some(({ title }) => sectionId(title) === section));
  };
  const targetsOf = (topic: HelpTopic) => {
    const texts = [manual[topic].intro, ...blocksOf(topic).flatMap(textsOf)];
    return texts.flatMap(readRuns).flatMap((run) => (run.kind === 'link' ? [run.target] : []));
  };

  it('lead somewhere', () => {
    expect(topics.flatMap((topic) => targetsOf(topic).filter((target) => !leads(target))).sort()).toEqual([]);
    expect(topics.flatMap(targetsOf).length).toBeGreaterThan(40);
  });

  it('a wrong one would be found', () => {
    for (const target of ['#nowhere', '#prices/nowhere', '/nowhere', 'http://example.org'])
      expect(leads(target), target).toBe(false);
  });

  it('no mark is left half open', () => {
    const plain = topics.flatMap((topic) => [manual[topic].intro, ...blocksOf(topic).flatMap(textsOf)]).flatMap(readRuns);
    expect(plain.filter(({ kind, text }) => kind === 'plain' && /\*\*|`|\]\(|\[\[/.test(text)).map(({ text }) => text)).toEqual(
      [],
    );
  });
});

describe('forms', () => {
  const covered = (...all: readonly HelpTopic[]) =>
    all.flatMap(blocksOf).flatMap((block) => (block.kind === 'fields' ? block.fields.flatMap((one) => one.covers) : []));
  const uncovered = (schema: ZodType, ...all: readonly HelpTopic[]) => {
    const known = covered(...all);
    return fieldsOf(schema).filter((name) => name !== 'version' && !known.includes(name));
  };

  it('Add Account: every field has its entry', () => {
    expect(uncovered(addAccount.body, 'add-account')).toEqual([]);
    expect(fieldsOf(addAccount.body)).toEqual(
      expect.arrayContaining(['lastName', 'extras', 'extras.cost', 'card.number', 'note']),
    );
  });
  it('rates: every field has its entry', () => {
    expect(uncovered(rateSchema, 'billing-packages')).toEqual([]);
  });
  it('providers: every field has its entry', () => {
    expect(uncovered(addProvider.body, 'providers')).toEqual([]);
  });
  it('settings: every field has its entry', () => {
    expect(uncovered(changeSettings.body, 'company', 'numbering', 'defaults')).toEqual([]);
  });
  it('mail: every field has its entry', () => {
    expect(uncovered(changeMailSettings.body, 'mail')).toEqual([]);
  });
  it('billing settings: every field has its entry', () => {
    expect(uncovered(changeBillingSettings.body, 'billing-settings')).toEqual([]);
  });
  it('a field without an entry would be found', () => {
    expect(uncovered(addAccount.body, 'providers')).toContain('extras.chargePeriod');
  });
});

function textsOf(block: Block): readonly string[] {
  if (block.kind === 'text') return [block.text];
  if (block.kind === 'list' || block.kind === 'steps') return block.items;
  if (block.kind === 'fields') return block.fields.map(({ text }) => text);
  return block.kind === 'table' ? [...block.head, ...block.rows.flat()] : [];
}

type Schema = {
  readonly def: {
    readonly type: string;
    readonly innerType?: Schema;
    readonly element?: Schema;
    readonly shape?: Record<string, Schema>;
  };
};

/** Names of a form's fields, those of its parts as `extras.cost`. */
function fieldsOf(schema: ZodType, prefix = ''): readonly string[] {
  const { shape = {} } = objectIn(schema as unknown as Schema)?.def ?? {};
  return Object.entries(shape).flatMap(([name, inner]) => [
    `${prefix}${name}`,
    ...(objectIn(inner) ? fieldsOf(inner as unknown as ZodType, `${prefix}${name}.`) : []),
  ]);
}

/** The object inside optional, default, nullable and array. */
function objectIn(schema: Schema): Schema | undefined {
  if (schema.def.type === 'object') return schema;
  const inner = schema.def.innerType ?? schema.def.element;
  return inner ? objectIn(inner) : undefined;
}
