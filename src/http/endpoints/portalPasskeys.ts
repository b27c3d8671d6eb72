import { addPortalPasskey } from '../../actions/portal/addPortalPasskey.ts';
import { offerPortalPasskey } from '../../actions/portal/offerPortalPasskey.ts';
import { removePortalPasskey } from '../../actions/portal/removePortalPasskey.ts';
import { renamePortalPasskey } from '../../actions/portal/renamePortalPasskey.ts';
import { signInToPortalWithPasskey } from '../../actions/portal/signInToPortalWithPasskey.ts';
import { startPortalPasskey } from '../../actions/portal/startPortalPasskey.ts';
import { listPasskeys } from '../../db/reads/listPasskeys.ts';
import * as contract from '../contract/portalPasskeys.ts';
import { type Handler, on } from '../door.ts';
import { siteOf } from '../session.ts';
import { toId } from '../wire.ts';
import { countPasswordAgain, enterPortal, oneOfAFew, portalOrigin, visitorOf } from './portalSession.ts';

/** A customer's own passkeys, and signing in with one. */
export const portalPasskeyHandlers: readonly Handler[] = [
  on(contract.offerPortalPasskey, ({ raw }, door) => door.act(visitorOf(raw), offerPortalPasskey, { site: siteOf(raw) })),
  on(contract.signInToPortalWithPasskey, async ({ body, raw, reply }, door) => {
    const token = await door.act(visitorOf(raw), signInToPortalWithPasskey, { ...body, origin: portalOrigin(raw) });
    return enterPortal(token, raw, reply, door);
  }),
  on(contract.listPortalPasskeys, async ({ who }, door) => ({
    items: await door.ask((tx) => listPasskeys(tx, { door: 'portal', id: who.id })),
  })),
  on(contract.startPortalPasskey, async ({ body, who, raw }, door) => {
    const site = siteOf(raw);
    const again = await countPasswordAgain(body.password, who, raw, door);
    return oneOfAFew(() => door.act(who, startPortalPasskey, { site, ...again }));
  }),
  on(contract.addPortalPasskey, async ({ body, who }, door) => ({ id: String(await door.act(who, addPortalPasskey, body)) })),
  on(contract.renamePortalPasskey, async ({ params, body, who }, door) => {
    await door.act(who, renamePortalPasskey, { passkeyId: toId(params.id), name: body.name });
    return {};
  }),
  on(contract.removePortalPasskey, async ({ params, body, who, raw }, door) => {
    const passkeyId = toId(params.id);
    const again = await countPasswordAgain(body.password, who, raw, door);
    await oneOfAFew(() => door.act(who, removePortalPasskey, { passkeyId, ...again }));
    return {};
  }),
];
