import { bookBankLine } from '../../actions/bankLines/bookBankLine.ts';
import { ignoreBankLine } from '../../actions/bankLines/ignoreBankLine.ts';
import { importStatement } from '../../actions/bankLines/importStatement.ts';
import { matchAgain } from '../../actions/bankLines/matchAgain.ts';
import { getSettings } from '../../db/reads/getSettings.ts';
import { findBankLine, listBankLines } from '../../db/reads/listBankLines.ts';
import { readBankCsv } from '../bank/readBankCsv.ts';
import { readCamt } from '../bank/readCamt.ts';
import * as contract from '../contract/bankLines.ts';
import { found, type Handler, on } from '../door.ts';
import { toId } from '../wire.ts';

export const bankLineHandlers: readonly Handler[] = [
  on(contract.importStatement, async ({ body, who }, door) => {
    const { currency } = await door.ask(getSettings);
    const read = body.format === 'csv' ? readBankCsv(body.text, body.mapping, currency) : readCamt(body.text);
    const { added, known, skipped } = await door.act(who, importStatement, {
      ...read,
      fileName: body.fileName,
      format: body.format,
    });
    return { added, known, skipped };
  }),
  on(contract.listBankLines, ({ query }, door) => door.ask((tx) => listBankLines(tx, query.state, query))),
  on(contract.matchAgain, async ({ who }, door) => ({ count: await door.act(who, matchAgain, null) })),
  on(contract.bookBankLine, async ({ params, body, who }, door) => {
    const lineId = toId(params.id);
    await door.act(who, bookBankLine, { lineId, accountId: toId(body.accountId), invoiceIds: body.invoiceIds.map(toId) });
    return found(await door.ask((tx) => findBankLine(tx, lineId)));
  }),
  on(contract.ignoreBankLine, async ({ params, body, who }, door) => {
    await door.act(who, ignoreBankLine, { lineId: toId(params.id), reason: body.reason });
    return {};
  }),
];
