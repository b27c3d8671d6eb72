import type { Gateways, PaymentGateway } from './gateway.ts';
import { type SandboxBooks, sandboxGateway } from './sandbox/sandbox.ts';
import { type StripeOptions, stripeGateway } from './stripe/stripe.ts';

export type GatewayWorld = {
  readonly sandboxBooks: SandboxBooks;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly stripe: StripeOptions;
};

/** Every gateway, one line each. */
export function openGateways({ sandboxBooks, publicUrl, stripe }: GatewayWorld): Gateways {
  const all: readonly PaymentGateway[] = [
    sandboxGateway(sandboxBooks, (key) => `${publicUrl}/sandbox-pay/${key}`),
    stripeGateway(stripe),
  ];
  return new Map(all.map((gateway) => [gateway.code, gateway]));
}
