import { Badge } from '@mantine/core';
import type { SignupState } from '../../../core/accounts/signup.ts';
import { stateColours, stateWords } from './words.ts';

export function SignupStateBadge({ state }: { readonly state: SignupState }) {
  return <Badge color={stateColours[state]}>{stateWords[state]}</Badge>;
}
