import type { ModeratedFrame, RulingFrame, UserInfo } from '../client/contract';
import { amount, duration } from './durations';

/** A piece of a line of the page's; what people have written (a name, a reason) is marked, because it has a direction of its own. */
export interface LinePart {
  readonly text: string;
  readonly ofPerson?: true;
}

const ofPerson = (text: string): LinePart => ({ text, ofPerson: true });
const ofPage = (text: string): LinePart => ({ text });

/** What was decided, as a line; undefined where this page knows no words for it, because a newer server does more. */
export function rulingParts(ruling: RulingFrame): readonly LinePart[] | undefined {
  const by = ofPerson(ruling.by.name);
  if (ruling.type === 'role') return [by, ofPage(' made '), ofPerson(ruling.user.name), ofPage(` ${withArticle(ruling.role)}`)];
  const words = ruling.user === undefined ? wordsOfRoom(ruling) : wordsOfUser(ruling, ruling.user);
  if (words === undefined) return undefined;
  return [by, ...words, ...(ruling.reason === undefined || ruling.reason === '' ? [] : [ofPage(': '), ofPerson(ruling.reason)])];
}

/** How a role is called. */
export function withArticle(role: string): string {
  return /^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`;
}

function wordsOfUser({ action, until, at }: ModeratedFrame, user: UserInfo): readonly LinePart[] | undefined {
  const name = ofPerson(user.name);
  // To say that it has no end tells apart what otherwise reads like a thing that is over.
  const span = until === undefined ? ' for as long as the room lasts' : ` for ${duration(until - at)}`;
  switch (action) {
    case 'kick':
      return [ofPage(' removed '), name];
    case 'ban':
      return [ofPage(' banned '), name, ofPage(span)];
    case 'unban':
      return [ofPage(' lifted the ban of '), name];
    case 'mute':
      return [ofPage(' muted '), name, ofPage(span)];
    case 'unmute':
      return [ofPage(' unmuted '), name];
    default:
      return undefined;
  }
}

function wordsOfRoom({ action, until, intervalMs = 0, at }: ModeratedFrame): readonly LinePart[] | undefined {
  switch (action) {
    case 'slow':
      return [ofPage(intervalMs === 0 ? ' turned slow mode off' : ` turned slow mode on, one message every ${amount(intervalMs)}`)];
    case 'freeze':
      return [ofPage(until === undefined ? ' froze the room' : ` froze the room for ${duration(until - at)}`)];
    case 'unfreeze':
      return [ofPage(' unfroze the room')];
    default:
      return undefined;
  }
}
