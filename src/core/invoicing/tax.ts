/** Calls alone, extras and one-time charges alone, or both. */
export const taxScopes = ['everything', 'calls', 'extras'] as const;
export type TaxScope = (typeof taxScopes)[number];

/** A tax as the billing settings name it. */
export type Tax = {
  readonly name: string;
  /** 10^-4 of a percent: 100000 = 10 %. */
  readonly percent: bigint;
  /** Prices contain it already; otherwise it is added. */
  readonly isInclusive: boolean;
  readonly appliesTo: TaxScope;
  /** Customers of which countries (ISO 3166-1 alpha-2) pay it; empty = all. */
  readonly countries: readonly string[];
  /** A customer abroad with a tax id is not charged; the invoice says "Reverse charge". */
  readonly hasReverseCharge: boolean;
};

/** A tax as printed on an invoice. Money is a decimal string in the currency's decimals. */
export type TaxLine = {
  readonly name: string;
  /** Such as `10` or `8.875`. */
  readonly percent: string;
  readonly isInclusive: boolean;
  /** Without the tax. */
  readonly base: string;
  readonly amount: string;
};
