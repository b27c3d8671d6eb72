import { inviteAgain } from '../../actions/portal/inviteAgain.ts';
import { invitePortalUser } from '../../actions/portal/invitePortalUser.ts';
import { setPortalUserActive } from '../../actions/portal/setPortalUserActive.ts';
import { visitPortal } from '../../actions/portal/visitPortal.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { listPortalUsers } from '../../db/reads/portalUsers.ts';
import * as contract from '../contract/portalUsers.ts';
import { found, type Handler, on } from '../door.ts';
import { setPortalCookie } from '../session.ts';
import { toId } from '../wire.ts';
import { portalOrigin } from './portalSession.ts';

/** Who may open the portal of an account, and staff who look at it. */
export const portalUserHandlers: readonly Handler[] = [
  on(contract.listPortalUsers, async ({ params }, door) => {
    const accountId = toId(params.id);
    found(await door.ask((tx) => findAccount(tx, accountId)));
    return { items: await door.ask((tx) => listPortalUsers(tx, accountId)) };
  }),
  on(contract.invitePortalUser, async ({ params, body, who }, door) => {
    const input = { ...body, accountId: toId(params.id), publicUrl: door.publicUrl };
    return { id: String(await door.act(who, invitePortalUser, input)) };
  }),
  on(contract.inviteAgain, async ({ params, who }, door) => {
    await door.act(who, inviteAgain, { portalUserId: toId(params.id), publicUrl: door.publicUrl });
    return {};
  }),
  on(contract.setPortalUserActive, async ({ params, body, who }, door) => {
    await door.act(who, setPortalUserActive, { portalUserId: toId(params.id), isActive: body.isActive });
    return {};
  }),
  on(contract.visitPortal, async ({ params, who, raw, reply }, door) => {
    const token = await door.act(who, visitPortal, { accountId: toId(params.id), origin: portalOrigin(raw) });
    setPortalCookie(raw, reply, token);
    return { path: '/portal/' };
  }),
];
