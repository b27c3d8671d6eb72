import { addAccount } from '../actions/accounts/addAccount.ts';
import { addBillingPackage } from '../actions/billingPackages/addBillingPackage.ts';
import { addProvider } from '../actions/providers/addProvider.ts';
import { type ActionContext, run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import type { CustomerDetails } from '../core/accounts/details.ts';
import type { WishedSettings } from '../core/accounts/openAccount.ts';
import type { Id } from '../core/base/id.ts';
import { defaultRounding } from '../core/rating/rate.ts';
import { plainProvider } from '../db/tables/providers.ts';

/** For tests: a customer of whom only the last name is known. */
export function detailsOf(given: Partial<CustomerDetails> = {}): CustomerDetails {
  return {
    ...{ title: '', firstName: '', middleInitial: '', lastName: 'Doe', company: '', dateOfBirth: null, email: '', phone: '' },
    ...{ mobile: '', fax: '', address1: '', address2: '', city: '', state: '', postcode: '', country: '', taxId: '' },
    ...{ language: '', timeZone: '', reference: '' },
    ...given,
  };
}

/** For tests: a package from the template "flat" and the test carrier with its route, as the first run makes them. */
export async function furnish(context: ActionContext): Promise<{ readonly packageId: Id; readonly providerId: Id }> {
  const fields = { name: 'Flat', ...defaultRounding };
  const packageId = await run(context, systemActor, addBillingPackage, { kind: 'sell', fields, template: 'flat', rates: [] });
  const providerId = await run(context, systemActor, addProvider, {
    fields: { ...plainProvider, name: 'Test carrier', protocol: 'test' },
    secret: undefined,
    own: { addresses: [], sipPort: 5060, iaxPort: 4569 },
  });
  return { packageId, providerId };
}

/** For tests: an account with these settings and the defaults for the others. */
export async function openTestAccount(
  context: ActionContext,
  settings: WishedSettings = {},
  customerNumber?: string,
  details: Partial<CustomerDetails> = {},
) {
  return run(context, systemActor, addAccount, {
    details: detailsOf(details),
    settings,
    customerNumber,
    extras: [],
    note: '',
  });
}
