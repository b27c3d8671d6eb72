import { addDeckPiece } from '../../actions/decks/addDeckPiece.ts';
import { cancelDeck } from '../../actions/decks/cancelDeck.ts';
import { confirmDeck } from '../../actions/decks/confirmDeck.ts';
import { copyPackage } from '../../actions/decks/copyPackage.ts';
import { describeDeck } from '../../actions/decks/describeDeck.ts';
import { startBulkEdit } from '../../actions/decks/startBulkEdit.ts';
import { startDeckUpload } from '../../actions/decks/startDeckUpload.ts';
import { startImpact } from '../../actions/decks/startImpact.ts';
import { undoDeck } from '../../actions/decks/undoDeck.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { plainFormat } from '../../core/decks/deckFormat.ts';
import { getSessionInfo } from '../../db/reads/getSessionInfo.ts';
import { findBillingPackage } from '../../db/reads/listBillingPackages.ts';
import { listDeckChanges } from '../../db/reads/listDeckChanges.ts';
import {
  findDeckImport,
  listDeckFaults,
  listDeckImpact,
  listDeckImports,
  listDeckSources,
  sumDeckImpact,
} from '../../db/reads/listDecks.ts';
import * as contract from '../contract/decks.ts';
import { fromRate } from '../contract/rates.ts';
import { sendChanges, sendRates } from '../decks/exportFiles.ts';
import { type OpenedDeck, previewLinesOf, rawLines } from '../decks/preview.ts';
import { type Act, takeInDeck } from '../decks/takeInDeck.ts';
import { type Door, found, type Handler, on, type Who } from '../door.ts';
import { given, toId, toInstant } from '../wire.ts';

export const deckHandlers: readonly Handler[] = [
  on(contract.listDeckSources, async (_, door) => ({ items: await door.ask(listDeckSources) })),
  on(contract.listDeckImports, async ({ params, query }, door) => {
    const packageId = toId(params.id);
    found(await door.ask((tx) => findBillingPackage(tx, packageId)));
    return door.ask((tx) => listDeckImports(tx, packageId, query));
  }),
  on(contract.startDeckUpload, async ({ params, body, who }, door) => {
    const { fileName, sourceId } = body;
    const id = await door.act(who, startDeckUpload, {
      billingPackageId: toId(params.id),
      fileName,
      deckSourceId: given(sourceId, toId),
    });
    return getImport(door, id);
  }),
  on(contract.sendDeckPiece, async ({ params, who, raw }, door) => {
    const data = raw.body;
    if (!Buffer.isBuffer(data)) throw fieldRefusal('invalid_input', 'body', 'Send the piece as application/octet-stream.');
    await door.act(who, addDeckPiece, { importId: toId(params.id), position: params.position, data });
    return {};
  }),
  on(contract.finishDeckUpload, async ({ params, body, who }, door) => {
    await takeInDeck(actOf(door, who), toId(params.id), body.bytes);
    return getImport(door, toId(params.id));
  }),
  on(contract.getDeckImport, ({ params }, door) => getImport(door, toId(params.id))),
  on(contract.listDeckLines, async ({ params, query, who }, door) => {
    const one = await getImport(door, toId(params.id));
    const { delimiter, sheet } = one.format ?? plainFormat;
    return rawLines(actOf(door, who), opened(one), { delimiter: query.delimiter ?? delimiter, sheet: query.sheet ?? sheet });
  }),
  on(contract.previewDeck, async ({ params, body, who }, door) => {
    const one = await getImport(door, toId(params.id));
    const { currency } = await door.ask(getSessionInfo);
    return previewLinesOf(actOf(door, who), opened(one), body, currency, door.clock());
  }),
  on(contract.describeDeck, async ({ params, body, who }, door) => {
    await door.act(who, describeDeck, { importId: toId(params.id), ...body });
    return getImport(door, toId(params.id));
  }),
  on(contract.listDeckFaults, async ({ params, query }, door) => {
    await getImport(door, toId(params.id));
    return door.ask((tx) => listDeckFaults(tx, toId(params.id), query));
  }),
  on(contract.listDeckChanges, async ({ params, query }, door) => {
    await getImport(door, toId(params.id));
    const page = await door.ask((tx) => listDeckChanges(tx, toId(params.id), filterOf(query), query));
    const items = page.items.map(({ before, after, ...rest }) => ({
      ...rest,
      ...(before && { before: fromRate(before) }),
      ...(after && { after: fromRate(after) }),
    }));
    return { ...page, items };
  }),
  on(contract.exportDeckChanges, async ({ params, query, reply }, door) => {
    const { packageName } = await getImport(door, toId(params.id));
    return sendChanges(door, reply, `${packageName} changes`, toId(params.id), filterOf(query));
  }),
  on(contract.confirmDeck, async ({ params, body, who }, door) => {
    const { activateAt, acceptsSuspicious, version } = body;
    await door.act(who, confirmDeck, {
      importId: toId(params.id),
      activateAt: given(activateAt, toInstant),
      acceptsSuspicious,
      version,
    });
    return getImport(door, toId(params.id));
  }),
  on(contract.undoDeck, async ({ params, who }, door) => {
    await door.act(who, undoDeck, { importId: toId(params.id) });
    return getImport(door, toId(params.id));
  }),
  on(contract.cancelDeck, async ({ params, who }, door) => {
    await door.act(who, cancelDeck, { importId: toId(params.id) });
    return getImport(door, toId(params.id));
  }),
  on(contract.startImpact, async ({ params, who }, door) => {
    await door.act(who, startImpact, { importId: toId(params.id) });
    return getImport(door, toId(params.id));
  }),
  on(contract.listDeckImpact, async ({ params, query }, door) => {
    await getImport(door, toId(params.id));
    const page = await door.ask((tx) => listDeckImpact(tx, toId(params.id), query));
    return { ...page, total: await door.ask((tx) => sumDeckImpact(tx, toId(params.id))) };
  }),
  on(contract.startBulkEdit, async ({ params, body, who }, door) => {
    const id = await door.act(who, startBulkEdit, { billingPackageId: toId(params.id), edit: body });
    return getImport(door, id);
  }),
  on(contract.copyPackage, async ({ params, body, who }, door) => {
    const { name, ...edit } = body;
    const { importId } = await door.act(who, copyPackage, { fromPackageId: toId(params.id), name, edit });
    return getImport(door, importId);
  }),
  on(contract.exportRates, async ({ params, query, reply }, door) => {
    const billingPackageId = toId(params.id);
    const { name, rateCount } = found(await door.ask((tx) => findBillingPackage(tx, billingPackageId)));
    return sendRates(door, reply, { billingPackageId, name, rateCount, kind: query.kind, at: door.clock() });
  }),
];

async function getImport(door: Door, id: Id) {
  return found(await door.ask((tx) => findDeckImport(tx, id)));
}

const actOf =
  (door: Door, who: Who): Act =>
  (action, input) =>
    door.act(who, action, input);

function opened(one: Awaited<ReturnType<typeof getImport>>): OpenedDeck {
  return { id: toId(one.id), fileBytes: one.fileBytes, fileKind: one.fileKind, encoding: one.encoding };
}

type Filter = Parameters<typeof sendChanges>[4];
const filterOf = ({
  verdict,
  suspicious,
  search,
}: Omit<Filter, 'suspicious'> & { readonly suspicious?: string | undefined }): Filter => ({
  ...{ verdict, search, suspicious: suspicious === 'true' },
});
