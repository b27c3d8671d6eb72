/** What a package's prices are: asked of customers (sell), asked of us by a provider (cost), or the own prices of one account. */
export const packageKinds = ['sell', 'cost', 'exception'] as const;
export type PackageKind = (typeof packageKinds)[number];
