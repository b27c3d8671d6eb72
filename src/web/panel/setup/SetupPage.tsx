import { Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { type ComponentType, useState } from 'react';
import { getSetup } from '../../../http/contract/session.ts';
import { useAnswer } from '../../api.ts';
import { Problem } from '../../kit/Problem.tsx';
import { useSession } from '../session/session.ts';
import type { Added } from './AccountStep.tsx';
import { AccountStep } from './AccountStep.tsx';
import { AdministratorStep } from './AdministratorStep.tsx';
import { CallStep } from './CallStep.tsx';
import { CompanyStep } from './CompanyStep.tsx';
import { NumberingStep } from './NumberingStep.tsx';
import { PackageStep } from './PackageStep.tsx';
import { ProviderStep } from './ProviderStep.tsx';
import { StepRail } from './StepRail.tsx';
import { nextStep, orderOf, type StepName, steps } from './steps.ts';

/** The first run: six steps to the first billed call. A reload goes on where it stopped. */
export function SetupPage() {
  useDocumentTitle('Set up · vspPanel');
  const isSignedIn = useSession()?.staff !== undefined;
  const { data: standing, error, refetch } = useAnswer(getSetup, {}, { enabled: isSignedIn });
  const [chosen, setChosen] = useState<StepName>();
  const [added, setAdded] = useState<Added>();
  const next = nextStep(standing);
  const current = chosen ?? next;
  const isKnown = !isSignedIn || standing !== undefined;
  const goOn = () => setChosen(undefined);
  const number = orderOf(current) + 1;
  return (
    <div className="k-setup">
      <aside>
        <Group gap={8} mb="lg">
          <img src="/favicon.svg" alt="" width={28} height={28} />
          <Text fw={650} size="lg">
            vspPanel
          </Text>
        </Group>
        <StepRail current={current} next={next} onChoose={setChosen} />
      </aside>
      <main>
        {error && !standing ? <Problem error={error} onRetry={() => void refetch()} /> : null}
        {isKnown ? (
          <Stack gap="lg">
            <div>
              <Text c="dimmed" size="xs">
                {current === 'call' ? 'Last screen' : `Step ${number} of 6`}
              </Text>
              <Title order={1}>{steps[number - 1]!.title}</Title>
            </div>
            <Step name={current} onDone={goOn} added={added} onAdded={setAdded} />
          </Stack>
        ) : (
          <Skeleton h={300} />
        )}
      </main>
    </div>
  );
}

type StepProps = {
  readonly name: StepName;
  readonly onDone: () => void;
  readonly added: Added | undefined;
  readonly onAdded: (added: Added) => void;
};

const plainSteps: Readonly<Partial<Record<StepName, ComponentType<{ readonly onDone: () => void }>>>> = {
  administrator: AdministratorStep,
  company: CompanyStep,
  numbering: NumberingStep,
  package: PackageStep,
  provider: ProviderStep,
};

function Step({ name, onDone, added, onAdded }: StepProps) {
  const Plain = plainSteps[name];
  if (Plain) return <Plain onDone={onDone} />;
  return name === 'account' ? <AccountStep onAdded={onAdded} /> : <CallStep added={added} />;
}
