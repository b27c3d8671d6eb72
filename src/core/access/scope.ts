/** The parts of the API that a key can be kept to, and what they hold, in the operator's words. */
export const areas = {
  accounts: 'Accounts, phones, notes, signups, portal users',
  calls: 'Calls, live calls, test calls, voicemail',
  money: 'Balances, payments, invoices, cards, vouchers',
  prices: 'Billing packages, rates, imports, price checks',
  network: 'Providers, routes, incoming numbers',
  reports: 'Reports and exports',
  settings: 'Settings, mail, signup forms, invoice layout',
  webhooks: 'Webhooks',
  access: 'Users and API keys',
  system: 'State of the system',
} as const;
export type Area = keyof typeof areas;
export const areaList = Object.keys(areas) as [Area, ...Area[]];

/** `accounts:read` or `accounts:write`; write includes read. */
export type Scope = `${Area}:${'read' | 'write'}`;
export const scopeList = areaList.flatMap((area): readonly Scope[] => [`${area}:read`, `${area}:write`]) as [Scope, ...Scope[]];
export const isScope = (text: string): text is Scope => (scopeList as readonly string[]).includes(text);

/** True when a key with these scopes may use what needs `needed`. Null = a key of before there were scopes: all that its level may. */
export function hasScope(scopes: readonly Scope[] | null, needed: Scope): boolean {
  if (scopes === null || scopes.includes(needed)) return true;
  const [area, verb] = needed.split(':');
  return verb === 'read' && scopes.includes(`${area}:write` as Scope);
}

/** The scopes of `wished` that whoever has `own` may not give away. */
export function scopesBeyond(wished: readonly Scope[] | null, own: readonly Scope[] | null): readonly Scope[] {
  if (own === null) return [];
  return (wished ?? scopeList).filter((scope) => !hasScope(own, scope));
}
