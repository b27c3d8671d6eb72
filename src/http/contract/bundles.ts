import * as z from 'zod';
import { type BundlePeriod, bundlePeriods } from '../../core/rating/bundle.ts';
import { type IncludedMode, includedModes } from '../../core/rating/includedSeconds.ts';
import { dateInput, idParams, idSchema, line, nothing } from './common.ts';
import { endpoint } from './endpoint.ts';

const words = <T extends string>(table: Readonly<Record<T, string>>) => z.enum(Object.keys(table) as [T, ...T[]]);
const fields = {
  name: line(60, 'The name').min(1, 'Name it, such as “100 minutes to land lines”.'),
  prefixes: z
    .array(z.string().regex(/^\d{0,15}$/, 'A prefix has digits only, with the country code, such as 61.'))
    .min(1, 'Type at least one prefix.')
    .max(1000, 'At most 1000 prefixes.')
    .meta({ description: 'For which numbers; an empty prefix = every number.' }),
  minutes: z.int('Type whole minutes.').min(1, 'At least one minute.').max(1_000_000, 'At most 1,000,000 minutes.'),
  period: words<BundlePeriod>(bundlePeriods).default('month'),
  doesRollOver: z.boolean().default(false).meta({ description: 'What is left is carried over to the next period, once.' }),
  mode: words<IncludedMode>(includedModes).default('seconds'),
  coversFlagFall: z.boolean().default(false),
  beginsOn: dateInput.optional().meta({ description: 'Left out = today.' }),
};
const bundle = z.object({ id: idSchema, ...z.object(fields).shape, beginsOn: dateInput });
const ofAccount = z.object({
  id: idSchema,
  name: z.string(),
  prefixes: z.array(z.string()),
  period: words<BundlePeriod>(bundlePeriods),
  doesRollOver: z.boolean(),
  isOwn: z.boolean().meta({ description: 'False = of the billing package.' }),
  grantedSeconds: z.int().meta({ description: 'In the present period, with what was carried over.' }),
  leftSeconds: z.int().meta({ description: 'Beside what is set aside for calls in progress.' }),
});
const tag = 'Included minutes';

export const listPackageBundles = endpoint({
  method: 'GET',
  path: '/billing-packages/:id/bundles',
  tag,
  access: 'billing_package.read',
  summary: 'What a package includes',
  params: idParams,
  response: z.object({ items: z.array(bundle) }),
});
export const addPackageBundle = endpoint({
  method: 'POST',
  path: '/billing-packages/:id/bundles',
  tag,
  access: 'billing_package.change',
  summary: 'Include minutes for everybody on a package',
  status: 201,
  params: idParams,
  body: z.strictObject(fields),
  response: z.object({ id: idSchema }),
});
export const listAccountBundles = endpoint({
  method: 'GET',
  path: '/accounts/:id/bundles',
  tag,
  access: 'account.read',
  summary: 'Included minutes of an account and what is left of them',
  params: idParams,
  response: z.object({ items: z.array(ofAccount) }),
});
export const addAccountBundle = endpoint({
  method: 'POST',
  path: '/accounts/:id/bundles',
  tag,
  access: 'billing_package.change',
  summary: 'Include minutes for one account',
  status: 201,
  params: idParams,
  body: z.strictObject(fields),
  response: z.object({ id: idSchema }),
});
export const endBundle = endpoint({
  method: 'DELETE',
  path: '/bundles/:id',
  tag,
  access: 'billing_package.change',
  summary: 'End included minutes from the next call on',
  params: idParams,
  response: nothing,
});
export const getOwnPrices = endpoint({
  method: 'GET',
  path: '/accounts/:id/own-prices',
  tag: 'Accounts',
  access: 'account.read',
  summary: 'The list of own prices of an account, if it has one',
  params: idParams,
  response: z.object({ billingPackageId: idSchema.nullable() }),
});
export const openOwnPrices = endpoint({
  method: 'POST',
  path: '/accounts/:id/own-prices',
  tag: 'Accounts',
  access: 'billing_package.change',
  summary: 'Give an account a list of own prices; rates are added to it like to a package',
  params: idParams,
  response: z.object({ billingPackageId: idSchema }),
});
