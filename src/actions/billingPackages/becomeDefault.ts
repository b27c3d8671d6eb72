import type { Id } from '../../core/base/id.ts';
import { lockSettings, updateSettings } from '../../db/tables/settings.ts';
import type { Work } from '../action.ts';

type DefaultField = 'defaultBillingPackageId' | 'defaultRouteId' | 'emergencyRouteId';

/** The first of its kind becomes the default; where Settings name one already, nothing changes. */
export async function becomeDefault(work: Work, field: DefaultField, id: Id): Promise<void> {
  const settings = await lockSettings(work.tx);
  if (settings[field] === null) await updateSettings(work.tx, { ...settings, [field]: id });
}
