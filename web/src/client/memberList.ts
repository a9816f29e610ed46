import type { JoinedFrame, LeftFrame, MemberInfo, RoleFrame } from './contract';

type Change = JoinedFrame | LeftFrame | RoleFrame;

/** Who is in the room. A list that is fetched page by page can be older than frames that came meanwhile, so those are applied to it again. */
export class MemberList {
  #members = new Map<string, MemberInfo>();
  #count = 0;
  #changesSinceFetch: Change[] | undefined;

  get count(): number {
    return this.#count;
  }

  /** Whether members are known to be missing from the list. */
  get isPartial(): boolean {
    return this.#members.size < this.#count;
  }

  find(id: string): MemberInfo | undefined {
    return this.#members.get(id);
  }

  sorted(): MemberInfo[] {
    return [...this.#members.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  }

  replace(members: readonly MemberInfo[], count: number): void {
    this.#members = new Map(members.map(member => [member.id, member]));
    this.#count = count;
    this.#changesSinceFetch = undefined;
  }

  apply(change: Change): void {
    this.#changesSinceFetch?.push(change);
    if (change.type === 'role') {
      // Who is not in the list stays out of it; a list that is on its way may have the user, so the change is kept for it all the same.
      const member = this.#members.get(change.user.id);
      if (member !== undefined) this.#members.set(member.id, { ...member, role: change.role });
      return;
    }
    if (change.type === 'joined') this.#members.set(change.member.id, change.member);
    else this.#members.delete(change.user.id);
    this.#count = change.memberCount;
  }

  beginFetch(): void {
    this.#changesSinceFetch = [];
  }

  endFetch(members: readonly MemberInfo[], count: number): void {
    const changes = this.#changesSinceFetch;
    // A join answered meanwhile, and its list is the newer one.
    if (changes === undefined) return;
    this.replace(members, count);
    for (const change of changes) this.apply(change);
  }
}
