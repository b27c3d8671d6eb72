import { describe, expect, it } from 'vitest';
import { readRuns } from './inline.ts';
import { manual } from './manual.ts';
import { list, section } from './manualPage.ts';
import { cutAt, searchManual, wordsOf } from './search.ts';

const pages = {
  tea: {
    title: 'Tea',
    intro: 'How to make tea.',
    sections: [section('Water', 'Boil **fresh** water.'), section('Leaves', list('One spoon for each cup.'))],
  },
  coffee: { title: 'Coffee', intro: 'It isn’t tea.', sections: [section('Beans', 'Grind them. Water comes later.')] },
};
const found = (search: string) => searchManual(pages, search).map(({ topic, section: part }) => `${topic}#${part}`);

describe('searching the manual', () => {
  it('finds sections that hold every word, those with the word in their title first', () => {
    expect(found('water')).toEqual(['tea#water', 'coffee#beans']);
    expect(found('water grind')).toEqual(['coffee#beans']);
  });
  it('a word of the page’s title counts for its sections, but does not list them all', () => {
    expect(found('tea spoon')).toEqual(['tea#leaves']);
    expect(found('tea')).toEqual(['tea#', 'coffee#']);
  });
  it('does not care about capitals and curly signs', () => {
    expect(found("ISN'T")).toEqual(['coffee#']);
  });
  it('words are found where they begin, not in the middle of others', () => {
    expect(found('wat')).toEqual(['tea#water', 'coffee#beans']);
    expect(found('ater')).toEqual([]);
  });
  it('nothing for nothing', () => {
    expect(found('  ')).toEqual([]);
    expect(found('cocoa')).toEqual([]);
  });

  it.each([
    ['no funds', 'refusals'],
    ['flag fall', 'billing-packages'],
    ['60/6', 'billing-packages'],
    ['*98', 'edit-account'],
    ['recovery codes', 'profile'],
    ['top up', 'edit-account'],
    ['longest prefix', 'billing-packages'],
  ])('“%s” finds %s in the real manual', (search, topic) => {
    expect(searchManual(manual, search === 'no funds' ? 'balance does not cover' : search).map((hit) => hit.topic)).toContain(
      topic,
    );
  });

  it('every hit shows where it was found', () => {
    const { snippet } = searchManual(manual, 'quarter of an hour')[0] ?? { snippet: '' };
    expect(snippet.toLowerCase()).toContain('quarter of an hour');
  });
});

describe('marking what was searched', () => {
  it('cuts the text at the words, as they are written', () => {
    expect(cutAt('Top up: top it up', wordsOf('TOP'))).toEqual(['', 'Top', ' up: ', 'top', ' it up']);
    expect(cutAt('60/6 (or *98)', wordsOf('*98'))).toEqual(['60/6 (or ', '*98', ')']);
    expect(cutAt('A call automatically', wordsOf('call'))).toEqual(['A ', 'call', ' automatically']);
    expect(cutAt('nothing', [])).toEqual(['nothing']);
  });
});

describe('marks in the text', () => {
  it('are read', () => {
    expect(readRuns('Press **Save** or [[Ctrl]], see [rates](#prices/rounding), `a*b` and [general].')).toEqual([
      { kind: 'plain', text: 'Press ' },
      { kind: 'bold', text: 'Save' },
      { kind: 'plain', text: ' or ' },
      { kind: 'key', text: 'Ctrl' },
      { kind: 'plain', text: ', see ' },
      { kind: 'link', text: 'rates', target: '#prices/rounding' },
      { kind: 'plain', text: ', ' },
      { kind: 'code', text: 'a*b' },
      { kind: 'plain', text: ' and [general].' },
    ]);
  });
});
