import type { Action } from '../actions/action.ts';
import { removeOldRecordings } from '../actions/recordings/removeOldRecordings.ts';
import { raiseReportAlarms } from '../actions/reports/raiseReportAlarms.ts';
import { expireSignups } from '../actions/signup/expireSignups.ts';
import type { Instant } from '../core/base/time.ts';
import type { ExportFolder } from '../files/exportFolder.ts';
import type { Gateways } from '../gateways/gateway.ts';
import type { SendMail } from '../mail/mail.ts';
import type { Printer } from '../print/printer.ts';
import type { DeliverHook } from '../wires/wire.ts';
import { chargeExtras } from './chargeExtras.ts';
import { chargeCards, refundCards, remindDebtors } from './collectMoney.ts';
import { countReports } from './countReports.ts';
import { workOnDecks } from './decks/workOnDecks.ts';
import { exportCalls, removeOldExports } from './exportCalls.ts';
import { forgetOldBans } from './forgetOldBans.ts';
import { guardAccounts } from './guardAccounts.ts';
import { issueInvoices, scheduleInvoices } from './issueInvoices.ts';
import { mailInvoices } from './mailInvoices.ts';
import { rerate } from './rerate.ts';
import { type SealAnchor, sealLedger } from './sealLedger.ts';
import { forgetHooks, noticeOverdue, sendHooks } from './sendHooks.ts';
import { sendLetters } from './sendLetters.ts';
import { sendWarnings } from './sendWarnings.ts';

/** What the jobs of the back office work with; wired by office.ts. */
export type Office = {
  /** Does an action as the system. */
  readonly act: <Input, Answer>(action: Action<Input, Answer>, input: Input) => Promise<Answer>;
  readonly send: SendMail;
  readonly gateways: Gateways;
  /** Hands an event to a webhook. */
  readonly deliver: DeliverHook;
  readonly exports: ExportFolder;
  /** Makes PDFs of invoices. */
  readonly printer: Printer;
  /** For links in letters. Without a slash at its end. */
  readonly publicUrl: string;
  readonly now: () => Instant;
  /** Left out where nothing is remembered outside the database. */
  readonly sealAnchor?: SealAnchor;
};

/**
 * Something that the clock does. `work` does what is due now and returns; it may be called at any time, also twice, and a
 * stop between any two of its steps loses nothing: what is done stands in the database, the rest is done the next time.
 */
export type OfficeJob = {
  /** For logs: "sending letters". */
  readonly name: string;
  /** The pause between two runs. */
  readonly everyMilliseconds: number;
  readonly work: (office: Office) => Promise<void>;
};

/** In batches, so that a long list holds nobody up. */
async function removeOld({ act }: Office): Promise<void> {
  while ((await act(removeOldRecordings, { limit: 500 })) === 500);
}

/** Everything that the clock does, apart from calls (which call control looks after). */
export const officeJobs: readonly OfficeJob[] = [
  { name: 'sending letters', everyMilliseconds: 2000, work: async (office) => void (await sendLetters(office)) },
  { name: 'warning customers', everyMilliseconds: 5000, work: sendWarnings },
  { name: 'guarding accounts', everyMilliseconds: 3000, work: guardAccounts },
  { name: 'expiring signups', everyMilliseconds: 60_000, work: async (office) => void (await office.act(expireSignups, null)) },
  { name: 'sealing the ledger', everyMilliseconds: 5000, work: sealLedger },
  { name: 'counting for reports', everyMilliseconds: 5000, work: countReports },
  {
    name: 'raising report alarms',
    everyMilliseconds: 60_000,
    work: async (office) => void (await office.act(raiseReportAlarms, null)),
  },
  { name: 'pricing calls again', everyMilliseconds: 1000, work: rerate },
  { name: 'working on rate decks', everyMilliseconds: 500, work: workOnDecks },
  { name: 'charging extras', everyMilliseconds: 30_000, work: chargeExtras },
  { name: 'scheduling invoices', everyMilliseconds: 30_000, work: scheduleInvoices },
  { name: 'issuing invoices', everyMilliseconds: 1000, work: issueInvoices },
  { name: 'mailing invoices', everyMilliseconds: 5000, work: mailInvoices },
  { name: 'charging cards', everyMilliseconds: 5000, work: chargeCards },
  { name: 'giving money back', everyMilliseconds: 5000, work: refundCards },
  { name: 'removing old recordings', everyMilliseconds: 60_000, work: removeOld },
  { name: 'reminding debtors', everyMilliseconds: 60_000, work: remindDebtors },
  { name: 'delivering events', everyMilliseconds: 1000, work: sendHooks },
  { name: 'noticing overdue invoices', everyMilliseconds: 60_000, work: noticeOverdue },
  { name: 'forgetting old bans', everyMilliseconds: 3_600_000, work: forgetOldBans },
  { name: 'forgetting deliveries', everyMilliseconds: 3_600_000, work: forgetHooks },
  { name: 'exporting calls', everyMilliseconds: 10_000, work: exportCalls },
  { name: 'removing old exports', everyMilliseconds: 3_600_000, work: removeOldExports },
];
