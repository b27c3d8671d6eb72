import { changeMailSettings } from '../../actions/mail/changeMailSettings.ts';
import { openMailForTest } from '../../actions/mail/openMailForTest.ts';
import { sendLetterAgain } from '../../actions/mail/sendLetterAgain.ts';
import { getMailSettings } from '../../db/reads/getMailSettings.ts';
import { findLetter, listLetters } from '../../db/reads/listLetters.ts';
import { testLetter } from '../../mail/letters/testLetter.ts';
import * as contract from '../contract/mail.ts';
import { found, type Handler, on } from '../door.ts';
import { toId } from '../wire.ts';

export const mailHandlers: readonly Handler[] = [
  on(contract.getMailSettings, (_, door) => door.ask(getMailSettings)),
  on(contract.changeMailSettings, async ({ body, who }, door) => {
    await door.act(who, changeMailSettings, { ...body, password: body.password });
    return door.ask(getMailSettings);
  }),
  on(contract.testMailSettings, async ({ body: { to }, who }, door) => {
    const { server, companyName } = await door.act(who, openMailForTest, { to });
    const messageId = `test-${door.clock()}@${server.fromAddress.split('@').at(-1) ?? 'localhost'}`;
    const outcome = await door.sendMail(server, { to, ...testLetter(companyName), messageId });
    return outcome.ok
      ? { isSent: true, message: `${server.host} took the letter to ${to}.`, answer: outcome.answer }
      : { isSent: false, message: outcome.problem, answer: outcome.answer };
  }),
  on(contract.listLetters, ({ query }, door) => door.ask((tx) => listLetters(tx, query, query))),
  on(contract.sendLetterAgain, async ({ params, who }, door) => {
    const letterId = toId(params.id);
    await door.act(who, sendLetterAgain, { letterId });
    return found(await door.ask((tx) => findLetter(tx, letterId)));
  }),
];
