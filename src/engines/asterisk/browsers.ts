/** Network number → logins of the browsers that ring beside its phone. */
export type Browsers = ReadonlyMap<string, readonly string[]>;

/** `web-<hex>` as a side; anything else would be a mistake of ours, and may not reach a dial string. */
export function browserSide(username: string): string {
  const hex = /^web-([0-9a-f]{24})$/.exec(username)?.[1];
  if (hex === undefined) throw new TypeError(`${username} is no phone in a browser`);
  return `w${hex}`;
}

/** A call that a browser took was taken by its number; without a name when that is not known any more. */
export function byNumber<Answer extends { readonly answeredBy?: string }>(answer: Answer, browsers: Browsers): Answer {
  const { answeredBy, ...rest } = answer;
  if (answeredBy === undefined || !answeredBy.startsWith('web-')) return answer;
  const number = [...browsers].find(([, logins]) => logins.includes(answeredBy))?.[0];
  return { ...rest, ...(number !== undefined && { answeredBy: number }) } as Answer;
}
