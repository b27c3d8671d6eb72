/** What the sealed values of a gateway are bound to. */
export const gatewayBinding = (code: string): string => `gateway ${code}`;
