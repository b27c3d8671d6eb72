import type { Amount } from '../core/base/money.ts';
import type { Instant } from '../core/base/time.ts';
import type { ChargeOutcome, GatewayCard, RefundOutcome } from '../core/payments/charge.ts';

/** What the operator types to use a gateway; the settings form is made of it. Secret values are kept sealed and never shown. */
export type GatewayField = {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly isSecret: boolean;
  readonly isRequired: boolean;
  /** What a value looks like; people are told `help` when it does not. */
  readonly pattern: RegExp;
};
/** The typed values by name, secrets opened. Lives for one request and stands in no log. */
export type GatewayValues = Readonly<Record<string, string>>;

/** Takes money from a card that the gateway keeps. `key` makes it happen once, however often it is asked. */
export type ChargeRequest = {
  readonly key: string;
  readonly amount: Amount;
  readonly currency: string;
  readonly token: string;
  /** Stands on the customer's statement of the gateway, such as "Invoice 2026-0042". */
  readonly description: string;
};
/** A page of the gateway on which the customer pays. `keepsCard`: the card may be charged again, for later invoices. */
export type PageRequest = Omit<ChargeRequest, 'token'> & {
  readonly email: string;
  readonly keepsCard: boolean;
  /** Where the customer comes back to, paid or not. */
  readonly returnUrl: string;
};
/** What to ask about: an attempt by its key. `page`: what `openPage` answered, for attempts on a page. */
export type ChargeQuery = { readonly key: string; readonly token: string | undefined; readonly page: string | undefined };
/** `open`: the customer may still pay on the page. `absent`: the gateway has never heard of it. */
export type ChargeStatus = ChargeOutcome | { readonly state: 'open' } | { readonly state: 'absent' };

export type RefundRequest = {
  readonly key: string;
  /** Of the charge that the money came by. */
  readonly reference: string;
  readonly amount: Amount;
  readonly currency: string;
};
/** `absent`: the gateway has never heard of this refund; asking once more does it. */
export type RefundStatus = RefundOutcome | { readonly state: 'absent' };

/** A message that a gateway sends by itself, exactly as it came. */
export type RawNotice = {
  readonly body: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly at: Instant;
};
/**
 * Which attempt a message is about. It is a hint to ask, never taken at its word: messages come twice, late and in any order.
 * `ignored`: about something else. `forged`: the signature does not hold.
 */
export type NoticeEvent = { readonly about: 'charge' | 'refund'; readonly key: string } | 'ignored' | 'forged';

/**
 * A payment gateway. No function throws for what gateways and networks do: what nobody can tell is `unknown`, and is asked again.
 * Every gateway passes `conformance.ts`.
 */
export type PaymentGateway = {
  readonly code: string;
  readonly title: string;
  readonly fields: readonly GatewayField[];
  readonly openPage: (values: GatewayValues, request: PageRequest) => Promise<OpenedPage>;
  readonly charge: (values: GatewayValues, request: ChargeRequest) => Promise<ChargeOutcome>;
  readonly askCharge: (values: GatewayValues, query: ChargeQuery) => Promise<ChargeStatus>;
  readonly refund: (values: GatewayValues, request: RefundRequest) => Promise<RefundOutcome>;
  readonly askRefund: (values: GatewayValues, request: RefundRequest) => Promise<RefundStatus>;
  /**
   * Hands over a card number and gets a token for it. Only where the gateway may be given numbers: most ask their merchants for a
   * PCI DSS assessment first, and then this is left out; their cards come by `openPage`.
   */
  readonly saveCard?: (values: GatewayValues, card: CardNumber) => Promise<SavedCard>;
  readonly readNotice: (values: GatewayValues, notice: RawNotice) => NoticeEvent;
};
/** `page` is what `askCharge` needs to ask about it. */
export type OpenedPage =
  | { readonly ok: true; readonly url: string; readonly page: string }
  | { readonly ok: false; readonly problem: string };
export type CardNumber = { readonly number: string; readonly expiry: string; readonly brand: string; readonly lastFour: string };
export type SavedCard = { readonly ok: true; readonly card: GatewayCard } | { readonly ok: false; readonly problem: string };

/** Every gateway of this installation, by its code. */
export type Gateways = ReadonlyMap<string, PaymentGateway>;
