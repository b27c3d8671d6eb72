import type { ChargeFailure } from './charge.ts';

/** How a test card behaves. `confirms`: its bank wants to be asked (3-D Secure). The others are what goes wrong between us and a gateway. */
export type SandboxCard = {
  /** What is stored of it: never a number, not even one of these. */
  readonly name: string;
  readonly number: string;
  readonly title: string;
  readonly failure?: ChargeFailure;
  readonly confirms?: true;
  /** The answer is lost on its way back, but the money is taken. */
  readonly losesAnswer?: true;
  /** The attempt is lost on its way there. */
  readonly losesRequest?: true;
  /** "I do not know yet", so many times; then what `failure` says. */
  readonly unknownTimes?: number;
  /** How often the gateway tells of it by itself; 1 when left out. */
  readonly notices?: 0 | 2;
};

/** The cards of the sandbox. None is a card of anybody: they are the numbers that gateways publish for tests. */
export const sandboxCards: readonly SandboxCard[] = [
  { name: 'good', number: '4242424242424242', title: 'Succeeds' },
  { name: 'declined', number: '4000000000000002', title: 'Is declined', failure: 'declined' },
  { name: 'poor', number: '4000000000009995', title: 'Has not enough money', failure: 'insufficient_funds' },
  { name: 'expired', number: '4000000000000069', title: 'Has expired', failure: 'expired_card' },
  { name: 'confirms', number: '4000000000003220', title: 'Wants to be confirmed (3-D Secure)', confirms: true },
  { name: 'losesAnswer', number: '4000000000000077', title: 'Succeeds, but the answer is lost', losesAnswer: true },
  { name: 'losesRequest', number: '4000000000000259', title: 'The attempt never arrives', losesRequest: true },
  { name: 'slow', number: '4000000000000119', title: 'The result is unknown for a while, then it succeeds', unknownTimes: 2 },
  {
    name: 'slowDeclined',
    number: '4000000000000341',
    title: 'The result is unknown for a while, then it is declined',
    unknownTimes: 2,
    failure: 'declined',
  },
  { name: 'toldTwice', number: '4000000000005126', title: 'Succeeds, and the gateway says so twice', notices: 2 },
  { name: 'neverTold', number: '4000000000007726', title: 'Succeeds, and the gateway never says so by itself', notices: 0 },
];

/** The test card of this name, or with this number; undefined for any other. */
export function findSandboxCard(nameOrNumber: string): SandboxCard | undefined {
  return sandboxCards.find((one) => one.name === nameOrNumber || one.number === nameOrNumber);
}

/** What the sandbox remembers of an attempt. `asks` = how often it was asked about. */
export type SandboxCharge = {
  readonly key: string;
  readonly amount: string;
  readonly currency: string;
  readonly description: string;
  readonly returnUrl: string;
  /** Empty while the page is open. */
  readonly cardName: string;
  readonly isConfirmed: boolean;
  readonly asks: number;
  readonly refunds: readonly { readonly key: string; readonly amount: string }[];
};
