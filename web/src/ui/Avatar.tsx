import type { UserInfo } from '../client/contract';
import { colorOf, initials } from '../chat/text';

/** How many `.color-n` classes the style sheet has. */
const colors = 8;

export function Avatar({ user }: { readonly user: UserInfo }) {
  return <span className={`avatar color-${colorOf(user.id, colors)}`} aria-hidden="true">{initials(user.name)}</span>;
}
