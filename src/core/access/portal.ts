/**
 * Who acts in the customer portal: a person of a customer, on that customer's account alone. `visitor` is somebody of the
 * operator who looks at the portal as the customer would see it, and changes nothing.
 */
export type PortalUser = {
  readonly kind: 'portal_user';
  /** Of the portal user, or of the staff member who visits. */
  readonly id: bigint;
  readonly name: string;
  readonly accountId: bigint;
  readonly isVisit: boolean;
};

/** What a portal endpoint needs: anybody signed in there, or the customer's own people. */
export const portalAccess = ['portal', 'portal_change'] as const;
export type PortalAccess = (typeof portalAccess)[number];

/** True when this access is for the portal alone. */
export function isPortalAccess(access: string): access is PortalAccess {
  return portalAccess.some((one) => one === access);
}

/** E-mails are compared without regard to case (RFC 5321 leaves that to the host; none tells them apart). */
export const plainEmail = (email: string): string => email.trim().toLowerCase();
