import { useEffect, useRef } from 'react';
import type { UserInfo } from '../client/contract';
import { Avatar } from './Avatar';

interface MentionListProps {
  readonly id: string;
  readonly offered: readonly UserInfo[];
  /** The place of the one that Enter chooses. */
  readonly active: number;
  onChoose(user: UserInfo): void;
}

export function optionId(list: string, index: number): string {
  return `${list}-${index}`;
}

/** The members who can be mentioned. The field keeps the focus and says which of them is the active one. */
export function MentionList({ id, offered, active, onChoose }: MentionListProps) {
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for the end of this effect.
    void list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  return (
    <div className="mention-anchor">
      <ul className="mention-list" id={id} ref={list} role="listbox" aria-label="Members to mention" data-testid="mention-list">
        {offered.map((user, index) => (
          <li
            key={user.id}
            id={optionId(id, index)}
            role="option"
            aria-selected={index === active}
            // A press would take the focus from the field, and with it the caret.
            onMouseDown={event => event.preventDefault()}
            onClick={() => onChoose(user)}
            data-testid="mention-option"
          >
            <Avatar user={user} />
            <span className="member-name" data-testid="mention-name"><bdi>{user.name}</bdi></span>
          </li>
        ))}
      </ul>
    </div>
  );
}
