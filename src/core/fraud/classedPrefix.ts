/** How dangerous a destination is. Special and high-risk ones are off for an account until staff switch them on. */
export const destinationClasses = {
  normal: 'Normal',
  special: 'Special',
  high_risk: 'High risk',
} as const;
export type DestinationClass = keyof typeof destinationClasses;
export const destinationClassList = Object.keys(destinationClasses) as [DestinationClass, ...DestinationClass[]];

/** A prefix whose numbers are not plain telephones, or that fraud is known for. */
export type ClassedPrefix = {
  /** E.164 digits. */
  readonly prefix: string;
  readonly class: DestinationClass;
  /** Such as "Iridium satellite". */
  readonly name: string;
};
