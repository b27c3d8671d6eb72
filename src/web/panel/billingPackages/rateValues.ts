import type { RateInput, RateOnTheWire } from '../../../http/contract/rates.ts';

/** The fields of one set of blocks; '' where nothing is typed. */
type BlockValues = {
  price: string;
  perSeconds: number | '';
  initialIncrement: number | '';
  initialPrice: string;
  increment: number | '';
  untimed: boolean;
};
/** `key` tells rows apart while they are added and removed; it is not sent. */
export type SlotValues = BlockValues & { key: string; fromSecond: number | ''; fee: string };
export type BandValues = BlockValues & { key: string; band: string; flagFall: string; slots: SlotValues[] };
export type SurchargeValues = { key: string; afterSeconds: number | ''; amount: string };

/** What the rate form holds; '' where nothing is typed. */
export type RateValues = BlockValues & {
  prefix: string;
  destination: string;
  flagFall: string;
  graceSeconds: number | '';
  minimumSeconds: number | '';
  minimumCharge: string;
  maximumCharge: string;
  surchargePercent: string;
  attemptFee: string;
  blocked: boolean;
  slots: SlotValues[];
  bands: BandValues[];
  surcharges: SurchargeValues[];
};

const newBlock: BlockValues = { price: '', perSeconds: 60, initialIncrement: '', initialPrice: '', increment: 1, untimed: false };

let lastKey = 0;
const nextKey = (): string => String(++lastKey);

export const newSlot = (): SlotValues => ({ ...newBlock, key: nextKey(), fromSecond: '', fee: '' });
export const newBand = (band: string): BandValues => ({ ...newBlock, key: nextKey(), band, flagFall: '0', slots: [] });
export const newSurcharge = (): SurchargeValues => ({ key: nextKey(), afterSeconds: '', amount: '' });

export const newRate: RateValues = {
  ...newBlock,
  ...{ prefix: '', destination: '', flagFall: '0', graceSeconds: 0, minimumSeconds: 0, minimumCharge: '0', maximumCharge: '' },
  ...{ surchargePercent: '', attemptFee: '', blocked: false, slots: [], bands: [], surcharges: [] },
};

/** A rate in the form. */
export function rateValues(rate: RateOnTheWire): RateValues {
  return {
    ...rate,
    ...blockValues(rate),
    maximumCharge: rate.maximumCharge ?? '',
    surchargePercent: rate.surchargePercent ?? '',
    attemptFee: rate.attemptFee ?? '',
    slots: (rate.slots ?? []).map(slotValues),
    bands: (rate.bands ?? []).map((one) => ({
      ...{ ...one, ...blockValues(one), key: nextKey() },
      slots: (one.slots ?? []).map(slotValues),
    })),
    surcharges: (rate.surcharges ?? []).map((one) => ({ ...one, key: nextKey() })),
  };
}

type BlockWire = Pick<RateOnTheWire, 'price' | 'perSeconds' | 'initialIncrement' | 'initialPrice' | 'increment' | 'untimed'>;

function slotValues(slot: NonNullable<RateOnTheWire['slots']>[number]): SlotValues {
  return { ...slot, ...blockValues(slot), key: nextKey(), fee: slot.fee ?? '' };
}

function blockValues({ price, perSeconds, initialIncrement, initialPrice, increment, untimed }: BlockWire): BlockValues {
  return { price, perSeconds, increment, untimed, initialIncrement: initialIncrement ?? '', initialPrice: initialPrice ?? '' };
}

/** The rate as it is sent: what is empty is left out and takes the contract's default. A blocked rate needs no price. */
export function rateBody(values: RateValues): RateInput {
  const { slots, bands, surcharges, prefix, destination, price, ...rest } = values;
  return {
    ...(sent(rest) as Omit<RateInput, 'prefix' | 'price'>),
    ...{ prefix, destination, price: values.blocked && price === '' ? '0' : price },
    ...(slots.length > 0 && { slots: slots.map(sent) as RateInput['slots'] }),
    ...(bands.length > 0 && {
      bands: bands.map((one) => ({ ...sent(one), slots: one.slots.map(sent) })) as unknown as RateInput['bands'],
    }),
    ...(surcharges.length > 0 && { surcharges: surcharges.map(sent) as RateInput['surcharges'] }),
  };
}

/** Without what is empty, without the key of a row, and without what an untimed price has no use for. */
function sent(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const unused = values.untimed === true ? ['key', 'initialPrice'] : ['key'];
  // An empty price stays: the contract answers with its sentence.
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => !unused.includes(name) && (value !== '' || name === 'price' || name === 'amount'),
    ),
  );
}
