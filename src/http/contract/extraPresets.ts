import * as z from 'zod';
import { chargePeriodList } from '../../core/extras/chargePeriod.ts';
import { idParams, idSchema, line, moneySchema, nothing, positiveAmountInput } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Extras';
const presetInput = z.strictObject({
  name: line(60, 'The name').min(1, 'Type a name for the preset, such as Home line.'),
  extras: z
    .array(
      z.strictObject({
        description: line(200, 'The description').min(1, 'Type what the extra is for.'),
        cost: positiveAmountInput,
        chargePeriod: z.enum(chargePeriodList),
        doesProrate: z.boolean().default(false),
        isTaxable: z.boolean().default(true),
      }),
    )
    .min(1, 'A preset needs at least one extra.')
    .max(100),
});
export const extraPresetSchema = z.object({
  id: idSchema,
  name: z.string(),
  extras: z.array(
    z.object({
      description: z.string(),
      cost: moneySchema,
      chargePeriod: z.enum(chargePeriodList),
      doesProrate: z.boolean(),
      isTaxable: z.boolean(),
    }),
  ),
  isDefault: z.boolean().meta({ description: 'New accounts start with it' }),
});
export const listExtraPresets = endpoint({
  method: 'GET',
  path: '/extra-presets',
  tag,
  access: 'account.read',
  summary: 'Saved sets of extras',
  response: z.object({ items: z.array(extraPresetSchema) }),
});
export const addExtraPreset = endpoint({
  method: 'POST',
  path: '/extra-presets',
  tag,
  access: 'account.add',
  summary: 'Keep a set of extras under a name',
  status: 201,
  body: presetInput,
  response: extraPresetSchema,
});
export const changeExtraPreset = endpoint({
  method: 'PUT',
  path: '/extra-presets/:id',
  tag,
  access: 'setting.change',
  summary: 'Change a preset; accounts that got it keep what they have',
  params: idParams,
  body: presetInput,
  response: extraPresetSchema,
});
export const removeExtraPreset = endpoint({
  method: 'DELETE',
  path: '/extra-presets/:id',
  tag,
  access: 'setting.change',
  summary: 'Remove a preset; accounts that got it keep what they have',
  params: idParams,
  response: nothing,
});
