/** What a member may do, from the least to the most: each may do what those before it may. */
const roles = ['member', 'moderator', 'admin', 'owner'] as const;

/** The role of who has no other. */
export const lowestRole = roles[0];

/** What can be given to others. */
export type GivenRole = Exclude<(typeof roles)[number], 'owner'>;

const given: readonly GivenRole[] = ['member', 'moderator', 'admin'];

/** Whether who has the role may moderate a room, and write where it is frozen or slow. */
export function moderates(role: string): boolean {
  return rank(role) >= rank('moderator');
}

/** Whether one may moderate another. */
export function isAbove(role: string, other: string): boolean {
  return moderates(role) && rank(role) > rank(other);
}

/** The roles that one may give another; none where one may not. */
export function rolesToGive(role: string, other: string): readonly GivenRole[] {
  if (rank(role) < rank('admin') || !isAbove(role, other)) return [];
  return given.filter(one => rank(one) < rank(role) && one !== other);
}

/** A role that only a newer server knows gives nothing here. */
function rank(role: string): number {
  return Math.max(0, (roles as readonly string[]).indexOf(role));
}
