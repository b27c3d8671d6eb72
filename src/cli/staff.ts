import { findStaffId } from '../actions/staff/findStaffId.ts';
import { resetPassword } from '../actions/staff/resetPassword.ts';
import { resetSecondFactor } from '../actions/staff/resetSecondFactor.ts';
import { userNameInput } from '../http/contract/session.ts';
import { parseInput } from './parseInput.ts';
import type { Act, Print } from './withInstance.ts';

/** For who has forgotten the password: prints a new one, once, which is changed at the next sign-in. */
export async function staffResetPassword(userName: string, act: Act, print: Print): Promise<void> {
  const staffId = await act(findStaffId, { userName: parseInput(userNameInput, userName) });
  print(await act(resetPassword, { staffId }));
  print('This password is shown only now. It works once: the panel asks for another one at the next sign-in.');
}

/** For who has lost the phone or the key: the password alone signs in again. */
export async function staffResetSecondFactor(userName: string, act: Act, print: Print): Promise<void> {
  const staffId = await act(findStaffId, { userName: parseInput(userNameInput, userName) });
  await act(resetSecondFactor, { staffId });
  print(`Two-step sign-in of ${userName} is off, and ${userName} is signed out everywhere. The password stays as it was.`);
}
