/** How often an extra falls due, with the words that people read. Charging them comes with billing. */
export const chargePeriods = {
  once: 'Once',
  daily: 'Daily',
  weekly: 'Weekly',
  fortnightly: 'Fortnightly',
  monthly: 'Monthly',
  quarterly: 'Quarterly',
  half_yearly: 'Half-yearly',
  yearly: 'Yearly',
} as const;

export type ChargePeriod = keyof typeof chargePeriods;
export const chargePeriodList = Object.keys(chargePeriods) as readonly ChargePeriod[];
