import { describe, expect, test } from 'vitest';
import { accessWords } from '../access/accessWords.ts';
import { phoneWords } from '../phone/phoneWords.ts';
import { english } from '../portal/words/english.ts';
import { german } from '../portal/words/german.ts';
import { fill, languageOf } from './words.tsx';

test('a sentence takes its values; what nobody gives stays to be seen', () => {
  expect(fill('{caller} on {number}, {caller}', { caller: '<b>Ann</b>', number: 7 })).toBe('<b>Ann</b> on 7, <b>Ann</b>');
  expect(fill('Call {number}', {})).toBe('Call {number}');
});

test.each([
  [['de'], 'de'],
  [['de-CH', 'en'], 'de'],
  [['', 'fr', 'en-AU', 'de'], 'en'],
  [['DE'], 'de'],
  [['den'], 'en'],
  [[], 'en'],
])('who wishes for %j reads %s', (wished, language) => expect(languageOf(wished)).toBe(language));

/** Every text of a catalogue by its path. */
const textsOf = (words: object, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : textsOf(value as object, `${path}${key}.`),
  );
const valuesIn = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe.each([
  ['portal', { en: english, de: german }],
  ['telephone', phoneWords],
  ['signing in', accessWords],
])('the words of %s', (_, { en, de }) => {
  const translated = new Map(textsOf(de));
  test.each(textsOf(en))('%s says the same in German, with the same values', (key, text) => {
    expect(translated.get(key)?.trim()).toBeTruthy();
    expect(valuesIn(translated.get(key) ?? '')).toEqual(valuesIn(text));
  });
  test('nothing is said in German alone', () => expect([...translated.keys()]).toEqual(textsOf(en).map(([key]) => key)));
});
