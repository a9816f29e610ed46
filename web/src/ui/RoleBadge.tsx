/** Who has no other role needs no badge. */
const words: ReadonlyMap<string, string> = new Map([
  ['moderator', 'Moderator'],
  ['admin', 'Admin'],
  ['owner', 'Owner'],
]);

export function RoleBadge({ role }: { readonly role: string }) {
  const word = words.get(role);
  return word === undefined ? null : (
    <span className="role" data-testid="role" data-role={role}><span className="visually-hidden">, </span>{word}</span>
  );
}
