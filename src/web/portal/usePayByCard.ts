import { makeOwnPayLink } from '../../http/contract/portalMoney.ts';
import { useSend } from '../api.ts';
import { notifyProblem } from '../kit/notify.ts';

/** Leaves for the page of the gateway: all that is owed, one invoice, or an amount. */
export function usePayByCard() {
  const make = useSend(makeOwnPayLink);
  return {
    isPending: make.isPending,
    go: (body: { readonly invoiceId?: string; readonly amount?: string }) =>
      make.mutate({ body }, { onSuccess: ({ url }) => window.location.assign(url), onError: notifyProblem }),
  };
}
