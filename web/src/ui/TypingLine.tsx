import type { UserInfo } from '../client/contract';
import { listNames } from '../chat/text';

export function TypingLine({ users }: { readonly users: readonly UserInfo[] }) {
  const names = listNames(users.map(user => user.name));
  return (
    <p className="typing" data-testid="typing">
      {users.length === 0 ? null : (
        <>
          <span className="typing-dots" aria-hidden="true"><span /><span /><span /></span>
          <span><bdi>{names}</bdi> {users.length === 1 ? 'is' : 'are'} typing…</span>
        </>
      )}
    </p>
  );
}
