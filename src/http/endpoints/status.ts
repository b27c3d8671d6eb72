import { freshMilliseconds } from '../../actions/engine/needEngine.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { getStatusFacts, type StatusFacts } from '../../db/reads/getStatus.ts';
import * as contract from '../contract/network.ts';
import { type Door, type Handler, on } from '../door.ts';

export const statusHandlers: readonly Handler[] = [on(contract.getStatus, (_, door) => readStatus(door))];

/** The health of the parts, with what to do. */
export async function readStatus(door: Door) {
  const now = door.clock();
  const facts = await door.ask((tx) => getStatusFacts(tx, formatInstant(now)));
  const checks = checksOf(facts, now, door.engineAdvice);
  return {
    isHealthy: checks.every((check) => check.isOk),
    engineVersion: facts.engineVersion,
    liveCalls: facts.liveCalls,
    checks,
    server: { ...door.phoneServer },
  };
}

function banText({ bansInForce, shutsOutBy }: StatusFacts): string {
  const by = shutsOutBy === 'firewall' ? 'the firewall (nftables)' : 'Asterisk';
  return `${bansInForce} now, kept out by ${by}.`;
}

type Check = { readonly name: string; readonly isOk: boolean; readonly text: string; readonly advice: string };

function checksOf(facts: StatusFacts, now: Instant, engineAdvice: string): Check[] {
  return [
    { name: 'Database', isOk: true, text: 'It answers.', advice: '' },
    engineCheck(facts, now, engineAdvice),
    check('Providers', facts.hasActiveProvider, 'At least one provider takes calls.', {
      text: 'No provider takes calls: nobody can call outside.',
      advice: 'Add a provider, or the test carrier, under Providers.',
    }),
    check('Emergency calls', facts.hasEmergencyRoute, 'A route for emergency numbers is set.', {
      text: 'Emergency numbers have no route.',
      advice: 'Choose the emergency route under Settings.',
    }),
    check('Defaults', facts.hasDefaults, 'New accounts get a billing package and a route.', {
      text: 'New accounts have no default billing package or no default route.',
      advice: 'Choose both under Settings.',
    }),
    { name: 'Banned networks', isOk: true, text: banText(facts), advice: '' },
    check('Calls in progress', facts.overdueCalls === 0, 'Every call is followed.', {
      text: `${facts.overdueCalls} calls should have ended and are not settled yet; their money is still set aside.`,
      advice: 'They are settled as soon as the call engine answers. If that lasts, run: npx vsppanel doctor',
    }),
  ];
}

function engineCheck(facts: StatusFacts, now: Instant, engineAdvice: string): Check {
  const isFresh = now - facts.engineAt <= freshMilliseconds;
  if (isFresh && facts.isConnected)
    return { name: 'Call engine', isOk: true, text: `Asterisk ${facts.engineVersion} is connected.`, advice: '' };
  const text = isFresh ? 'Call control runs, but Asterisk is not connected.' : 'Call control does not answer. Calls are paused.';
  const advice = engineAdvice || 'It is being restarted. If that lasts, run: npx vsppanel doctor';
  return { name: 'Call engine', isOk: false, text: engineAdvice === '' ? text : 'This instance runs without calls.', advice };
}

function check(name: string, isOk: boolean, good: string, bad: Pick<Check, 'text' | 'advice'>): Check {
  return isOk ? { name, isOk, text: good, advice: '' } : { name, isOk, ...bad };
}
