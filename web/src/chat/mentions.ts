import type { MemberInfo, UserInfo } from '../client/contract';
import type { Entry } from '../client/timeline';

/** What a server takes in one message that does not say so. */
const maxMentions = 20;

/** Members offered at once. */
const maxOffered = 8;

/** The longest name that a member can have, in UTF-16 units: 64 characters, most of which take one or two. */
const maxNameUnits = 256;

/** A name that is being typed: where its `@` stands, and who could be meant. */
export interface TypedMention {
  readonly from: number;
  readonly offered: readonly UserInfo[];
}

/** A piece of a text; with `user` where it names somebody who is mentioned. */
export interface TextPart {
  readonly text: string;
  readonly user?: UserInfo;
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

/**
 * The name that is being typed at the caret.
 *
 * @param people who can be mentioned, in the order in which they are to be offered
 */
export function typedMention(text: string, caret: number, people: readonly UserInfo[]): TypedMention | undefined {
  const known = people.map(user => ({ user, name: folded(user.name) }));
  // A name may hold spaces, and even an @, so that only the people can tell where it ends: the nearest @ that leads to somebody counts.
  for (let from = caret - 1; from >= 0 && caret - from <= maxNameUnits; from--) {
    // Within a word it is an address of something else.
    if (text[from] !== '@' || /[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, from - 2), from))) continue;
    const typed = folded(text.slice(from + 1, caret));
    const offered = known.filter(({ name }) => name.startsWith(typed)).slice(0, maxOffered);
    if (offered.length > 0) return { from, offered: offered.map(({ user }) => user) };
  }
  return undefined;
}

/** Puts a name in the place of what was typed of it, with a space behind it, where the caret goes. */
export function withMention(text: string, from: number, caret: number, name: string): { readonly text: string; readonly caret: number } {
  const rest = text.slice(caret);
  const before = `${text.slice(0, from)}@${name}`;
  return { text: `${before}${rest.startsWith(' ') ? '' : ' '}${rest}`, caret: before.length + 1 };
}

/**
 * The ids of those chosen whose names still stand in the text.
 *
 * @param people all who could be meant: where the text names somebody with a longer name, whoever has the beginning of it as a name is not meant
 * @param most how many the server takes
 */
export function mentionedIn(text: string, chosen: readonly UserInfo[], people: readonly UserInfo[], most = maxMentions): readonly string[] {
  const names = new Set(places(text, [...chosen, ...people]).map(place => place.name));
  return [...new Set(chosen.filter(user => names.has(user.name)).map(user => user.id))].slice(0, most);
}

/** The text in pieces, with the first place that names each of those mentioned; where several names fit, the longest counts. */
export function mentionParts(text: string, mentioned: readonly UserInfo[]): readonly TextPart[] {
  const parts: TextPart[] = [];
  const left = new Set(mentioned);
  let end = 0;
  for (const { from, to, name } of places(text, mentioned)) {
    const user = [...left].find(user => user.name === name);
    if (user === undefined) continue;
    left.delete(user);
    if (from > end) parts.push({ text: text.slice(end, from) });
    parts.push({ text: text.slice(from, to), user });
    end = to;
  }
  if (end < text.length || parts.length === 0) parts.push({ text: text.slice(end) });
  return parts;
}

/** The names of all who are or were seen here: who is mentioned may have left since. A decision about somebody who is not here may not know his name. */
export function knownNames(entries: readonly Entry[], members: readonly MemberInfo[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const add = ({ id, name }: UserInfo): void => void names.set(id, name);
  for (const entry of entries) {
    if (entry.type === 'message') add(entry.from);
    else if (entry.type === 'joined') add(entry.member);
    else if (entry.type === 'left') add(entry.user);
    else if (entry.type !== 'break' && entry.user !== undefined && !names.has(entry.user.id)) add(entry.user);
  }
  members.forEach(add);
  return names;
}

/** Where a text names somebody, from its beginning to its end; the longest name at each place. */
function places(text: string, people: readonly UserInfo[]): readonly Place[] {
  const names = [...new Set(people.map(user => user.name))].filter(name => name !== '').sort((a, b) => b.length - a.length);
  const found: Place[] = [];
  for (let from = text.indexOf('@'); from >= 0; ) {
    const name = names.find(name => text.startsWith(name, from + 1));
    const to = from + 1 + (name?.length ?? 0);
    if (name !== undefined) found.push({ from, to, name });
    from = text.indexOf('@', to);
  }
  return found;
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
