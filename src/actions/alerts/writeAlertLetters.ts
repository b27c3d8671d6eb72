import { isStaffAlert } from '../../core/accounts/alert.ts';
import { saveAlertWritten, takeDueAlerts } from '../../db/tables/alerts.ts';
import { queueLetter } from '../../db/tables/letters.ts';
import { findCompanyName } from '../../db/tables/settings.ts';
import { alertLetter } from '../../mail/letters/alerts.ts';
import { action, done } from '../action.ts';

/** Writes to the customers whom alerts are about; answers how many it took. Who has no e-mail is left to the staff, who see the alert. */
export const writeAlertLetters = action<{ readonly limit: number }, number>(
  'alert.write_letters',
  'setting.change',
  async (work, { limit }) => {
    const due = await takeDueAlerts(work.tx, limit);
    const companyName = due.length > 0 ? await findCompanyName(work.tx) : '';
    for (const { id, accountId, facts, email, firstName, lastName, company, currency } of due) {
      if (email === '' || isStaffAlert(facts)) continue;
      const customerName = [firstName, lastName].filter((part) => part !== '').join(' ') || company;
      const letter = alertLetter({ companyName, customerName, currency, facts });
      await queueLetter(work.tx, { key: `alert ${id}`, to: email, accountId, ...letter });
    }
    await saveAlertWritten(
      work.tx,
      due.map(({ id }) => id),
    );
    return done(due.length, null);
  },
);
