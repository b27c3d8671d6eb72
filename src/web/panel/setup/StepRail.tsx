import { Group, Text, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPhone } from '@tabler/icons-react';
import { orderOf, type StepName, steps } from './steps.ts';

type StepRailProps = {
  readonly current: StepName;
  readonly next: StepName;
  readonly onChoose: (name: StepName) => void;
};

/** Steps that can be looked at again and changed; the others made something that has pages of its own. */
const changeable: readonly StepName[] = ['company', 'numbering'];

/** Where one stands in the first run. */
export function StepRail({ current, next, onChoose }: StepRailProps) {
  return (
    <nav aria-label="Steps">
      <ol className="k-steps">
        {steps.map(({ name, title, help }, index) => {
          const isDone = orderOf(name) < orderOf(next);
          const mayOpen = name === next || (isDone && changeable.includes(name));
          return (
            <li
              key={name}
              className="k-step"
              data-done={isDone || undefined}
              {...(name === current ? { 'aria-current': 'step' as const } : {})}
            >
              <UnstyledButton disabled={!mayOpen} onClick={() => onChoose(name)} w="100%">
                <Group gap="sm" wrap="nowrap">
                  <span className="k-stepdot">{<Mark name={name} isDone={isDone} number={index + 1} />}</span>
                  <span>
                    <Text span fw={name === current ? 640 : 500} display="block">
                      {title}
                    </Text>
                    <Text span c="dimmed" size="xs" display="block" className="k-stephelp">
                      {help}
                    </Text>
                  </span>
                </Group>
              </UnstyledButton>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function Mark({ name, isDone, number }: { readonly name: StepName; readonly isDone: boolean; readonly number: number }) {
  if (isDone) return <IconCheck size={14} aria-label="Done" />;
  return name === 'call' ? <IconPhone size={14} aria-hidden /> : number;
}
