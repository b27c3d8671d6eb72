import { signOut } from '../../../http/contract/session.ts';
import { call } from '../../api.ts';
import { notifyProblem } from '../../kit/notify.ts';

/** Signs out on purpose. Then a whole new page: nothing that this person saw stays in memory. */
export const leave = () => call(signOut, {}).then(() => window.location.assign('/sign-in'), notifyProblem);
