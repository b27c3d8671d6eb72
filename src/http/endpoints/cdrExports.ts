import { changeExportSettings } from '../../actions/cdrExports/changeExportSettings.ts';
import { copyDay } from '../../actions/cdrExports/copyDay.ts';
import { findCdrExport, findCdrExportFile, getCdrExportSettings, listCdrExports } from '../../db/reads/listCdrExports.ts';
import * as contract from '../contract/cdrExports.ts';
import { found, type Handler, on } from '../door.ts';
import { given, toId } from '../wire.ts';

const mimeTypes = { csv: 'text/csv; charset=utf-8', json_lines: 'application/x-ndjson' } as const;

export const cdrExportHandlers: readonly Handler[] = [
  on(contract.getCdrExportSettings, (_, door) => door.ask(getCdrExportSettings)),
  on(contract.changeCdrExportSettings, async ({ body, who }, door) => {
    await door.act(who, changeExportSettings, { ...body, webhookId: given(body.webhookId, toId) });
    return door.ask(getCdrExportSettings);
  }),
  on(contract.listCdrExports, ({ query }, door) => door.ask((tx) => listCdrExports(tx, query, query))),
  on(contract.copyCdrDay, async ({ body, who }, door) => {
    const { id } = await door.act(who, copyDay, body);
    return found(await door.ask((tx) => findCdrExport(tx, id)));
  }),
  on(contract.getCdrExportFile, async ({ params, reply }, door) => {
    const place = found(await door.ask((tx) => findCdrExportFile(tx, toId(params.id))));
    const file = found(await door.exports.read(place));
    const isPacked = place.fileName.endsWith('.gz');
    // The names are made of a day, a number and known endings (core/wires/exportedCall.ts).
    void reply
      .header('content-disposition', `attachment; filename="${place.fileName}"`)
      .header('content-length', String(file.byteCount))
      .type(isPacked ? 'application/gzip' : mimeTypes[place.format])
      .send(file.stream);
    return reply as never;
  }),
];
