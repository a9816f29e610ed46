import {
  asFrame, type AnsweredChange, type ChatError, type EpochFrame, type GapFrame, type Joined, type MemberInfo, type MemberPage, type MessageFrame,
  type MessagePage, type ModeratedFrame, type OrderedFrame, type ReadPosition, type Result, type RoomFrame, type RoomOutcome, type RoomPosition,
  type RulingFrame, type UserInfo,
} from './contract';
import { MemberList } from './memberList';
import { changed, isChange, renewed } from './messageChanges';
import { blankWhere } from './quotes';
import { isRemovalOf } from './removal';
import { lowestRole } from './roles';
import { RulesInForce } from './roomRules';
import { insert, maxEntries, merge, update, type Entry } from './timeline';

/** How long a missing frame may still arrive by itself before it is fetched. */
const patienceMs = 250;

/** The pause before a refused request is repeated, where the server names none. */
const pauseMs = 1000;

/** Frames held back at the most; with more behind a gap it is quicker to join again than to fill it. */
const maxHeld = 1000;

/** Messages asked for by `Join` and `Fetch`; the protocol's maximum, and what an ephemeral room keeps. */
const pageMessages = 100;

/** Members fetched beyond those in the answer of `Join`, as pages of 100. */
const maxMembers = 1000;

/** Something that the view must ask the room. It counts as under way until it is answered or dropped. */
export type ViewRequest =
  | { readonly method: 'Join'; readonly argument: { readonly room: string; readonly history: number } }
  | { readonly method: 'Fetch'; readonly argument: { readonly room: string; readonly limit: number; readonly after?: number; readonly before?: number } }
  | { readonly method: 'Members'; readonly argument: { readonly room: string; readonly limit: number; readonly after?: string } };

/** What a request can be answered with. */
export type ViewAnswer = Result<Joined> | Result<MessagePage> | Result<MemberPage>;

interface Gap {
  readonly from: number;
  readonly to: number;
  /** What was not asked for yet ends here; pages go from the newest to the oldest. */
  readonly askTo: number;
  readonly found: boolean;
  readonly askAt: number;
}

/**
 * One room as its client sees it: every message once and in the room's order, whatever the network does.
 *
 * A frame is applied when its number is the last one's plus one; a lower one is a duplicate; a higher one waits 250 ms for those before it, which
 * are then fetched. The view has no connection, timers or clock: it is told what arrived and what time it is, says what it wants to ask
 * ({@link request}), and when to look again ({@link wakeAt}).
 *
 * While it is closed (before a join or a resume is answered) it keeps what arrives: frames can be handed over in the same turn as the answer and then
 * run before whoever awaits that answer, and during a move to another gateway the old connection goes on.
 */
export class RoomView {
  readonly #applied: (frame: OrderedFrame) => void;
  readonly #forgotten: (id: string) => void;
  readonly #members = new MemberList();
  readonly #rules = new RulesInForce();
  #room: string;
  #open = false;
  #connected = false;
  #position: { readonly epoch: number; readonly seq: number } | undefined;
  #resumable = true;
  #clock = 0;
  #me: MemberInfo | undefined;
  #read = new Map<string, number>();
  #entries: readonly Entry[] = [];
  /** Messages that are known to be deleted, the latest of them: a quote of one can still come, or come again. */
  readonly #deleted = new Set<string>();
  #refusal: ChatError | undefined;
  #removal: ModeratedFrame | undefined;
  #kept: RoomFrame[] = [];
  readonly #held = new Map<number, OrderedFrame>();
  #witnessed = 0;
  #joinAt: number | undefined;
  #fetchAt: number | undefined;
  #gaps: readonly Gap[] = [];
  #memberPages: readonly MemberInfo[] | undefined;
  #membersAt = 0;
  #underWay: ViewRequest | undefined;

  /**
   * @param applied hears of every ordered frame that came to be shown as an entry, those among them that took an earlier place
   * @param forgotten hears of every message, by its id, that turns out to be deleted
   */
  constructor(room: string, applied: (frame: OrderedFrame) => void = () => undefined, forgotten: (id: string) => void = () => undefined) {
    this.#room = room;
    this.#applied = applied;
    this.#forgotten = forgotten;
  }

  /** The room's code, as the server writes it once it has answered. */
  get room(): string {
    return this.#room;
  }

  /** Whether the room is joined over a connection that stands, and frames are applied as they come. */
  get open(): boolean {
    return this.#open;
  }

  /** How far the view has come; undefined where there is nothing to resume. */
  get position(): RoomPosition | undefined {
    return this.#position === undefined || !this.#resumable ? undefined : { room: this.#room, ...this.#position };
  }

  /** The highest Lamport time seen. */
  get clock(): number {
    return this.#clock;
  }

  get me(): UserInfo | undefined {
    return this.#me;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get members(): readonly MemberInfo[] {
    return this.#members.sorted();
  }

  get memberCount(): number {
    return this.#members.count;
  }

  /** What the user may do here. */
  get role(): string {
    const me = this.#me;
    return me === undefined ? lowestRole : (this.#members.find(me.id)?.role ?? me.role);
  }

  /** What binds the members, as far as the view has come. */
  get rules(): Pick<RulesInForce, 'at' | 'nextEnd'> {
    return this.#rules;
  }

  /** The room does not let the user in, and will not by itself. */
  get refusal(): ChatError | undefined {
    return this.#refusal;
  }

  /** The user was told to leave; nothing of the room comes any more. */
  get removal(): ModeratedFrame | undefined {
    return this.#removal;
  }

  /** Up to which number a user has read; 0 where that is not known. */
  readBy(user: string): number {
    return this.#read.get(user) ?? 0;
  }

  /** Whether a message, shown or not, is known to be deleted. */
  isDeleted(id: string): boolean {
    return this.#deleted.has(id);
  }

  /** When {@link request} has something new to say, in Unix milliseconds. */
  get wakeAt(): number | undefined {
    if (!this.#connected || this.#underWay !== undefined) return undefined;
    if (this.#joinAt !== undefined) return this.#joinAt;
    if (!this.#open) return undefined;
    const moments = [...this.#gaps.map(gap => gap.askAt)];
    if (this.#fetchAt !== undefined) moments.push(this.#fetchAt);
    if (this.#memberPages !== undefined) moments.push(this.#membersAt);
    return moments.length === 0 ? undefined : Math.min(...moments);
  }

  /** The connection is lost. What was held is dropped: whoever resumes at {@link position} gets it again. */
  lost(): void {
    this.#connected = false;
    this.#close();
    this.#kept = [];
    this.#held.clear();
  }

  /** A resume over another connection begins while this one still stands: what it brings is kept until the outcome is known. */
  suspend(): void {
    if (this.#open) this.#close();
  }

  /** The other connection did not come to stand; everything goes on as before. */
  release(now: number): void {
    if (!this.#connected || this.#position === undefined || this.#joinAt !== undefined) return;
    this.#reopen(now);
  }

  /** The next connection begins anew, with a join instead of a resume. */
  forgetPosition(): void {
    this.#resumable = false;
  }

  /** A connection stands. Without an outcome (nothing was to be resumed, or the server cannot) the room is joined. */
  connected(outcome: RoomOutcome | undefined, now: number): void {
    this.#connected = true;
    this.#close();
    this.#joinAt = undefined;
    if (outcome?.outcome === 'resumed') this.#resume(outcome.joined, now);
    else if (outcome?.outcome === 'snapshot') this.#replace(outcome.joined, now);
    else if (outcome?.outcome === 'denied') this.#refused(outcome.error, now);
    else this.rejoin(now);
  }

  /** Only a whole new answer helps. */
  rejoin(now: number): void {
    this.#close();
    this.#joinAt = now;
  }

  receive(frame: RoomFrame, now: number): void {
    this.#removal ??= this.#removalIn(frame);
    if (this.#removal !== undefined) this.#giveUp();
    else if (!this.#open) this.#keep(frame);
    else this.#receive(frame, now);
  }

  /** An acknowledgement names a number that must have arrived, or arrives soon: this finds the gap that no later frame would show. */
  witness(seq: number, clock: number, now: number): void {
    this.#clock = Math.max(this.#clock, clock);
    this.#witnessed = Math.max(this.#witnessed, seq);
    if (this.#open) this.#awaitMissing(now);
  }

  /** Shows a message that is known from elsewhere to be in the room, in its place. */
  show(message: MessageFrame): void {
    const admitted = this.#admit(message);
    const entries = insert(this.#entries, admitted);
    if (entries === this.#entries) return;
    const isNew = !this.#entries.some(entry => entry.type === 'message' && entry.id === message.id);
    this.#entries = entries;
    this.#clock = Math.max(this.#clock, message.clock);
    if (isNew) this.#applied(message);
  }

  /** What to ask the room now; undefined while there is nothing, or something is under way. */
  request(now: number): ViewRequest | undefined {
    if (!this.#connected || this.#underWay !== undefined) return undefined;
    this.#underWay = this.#wanted(now);
    return this.#underWay;
  }

  /** An answer to something that is no longer under way changes nothing. */
  answered(request: ViewRequest, answer: ViewAnswer, now: number): void {
    if (request !== this.#underWay) return;
    this.#underWay = undefined;
    if (request.method === 'Join') {
      this.#joinAt = undefined;
      if (answer.ok) this.#replace(answer as Joined, now);
      else this.#refused(answer.error, now);
    } else if (request.method === 'Members') {
      this.#membersCame(answer as Result<MemberPage>, now);
    } else if (request.argument.after !== undefined) {
      this.#missingCame(answer as Result<MessagePage>, now);
    } else {
      this.#gapCame(request.argument.before! - 1, answer as Result<MessagePage>, now);
    }
  }

  #wanted(now: number): ViewRequest | undefined {
    if (this.#joinAt !== undefined) {
      return this.#joinAt <= now ? { method: 'Join', argument: { room: this.#room, history: pageMessages } } : undefined;
    }
    if (!this.#open) return undefined;
    if (this.#fetchAt !== undefined && this.#fetchAt <= now) {
      return { method: 'Fetch', argument: { room: this.#room, limit: pageMessages, after: this.#position!.seq } };
    }
    const gap = this.#gaps.find(gap => gap.askAt <= now);
    if (gap !== undefined) return { method: 'Fetch', argument: { room: this.#room, limit: pageMessages, before: gap.askTo + 1 } };
    if (this.#memberPages === undefined || this.#membersAt > now) return undefined;
    const after = this.#memberPages.at(-1)?.id;
    if (after === undefined) this.#members.beginFetch();
    return { method: 'Members', argument: { room: this.#room, limit: 100, ...(after === undefined ? {} : { after }) } };
  }

  /**
   * What tells the user to leave. That counts at once, whatever is missing before it: the server has ended this stay, and to ask for more, or to join
   * again unasked, would bring back who was told to go. What is in an answer does not count: he has come in since.
   */
  #removalIn(frame: RoomFrame): ModeratedFrame | undefined {
    const [last, me] = [this.#position?.seq, this.#me?.id];
    if (last === undefined) return undefined;
    const told: readonly { readonly type: string }[] = frame.type === 'epoch' ? (frame.changes ?? []) : [frame];
    return told.findLast((one): one is ModeratedFrame => isRemovalOf(one, me) && one.seq > last);
  }

  #receive(frame: RoomFrame, now: number): void {
    if (isOrdered(frame)) {
      this.#offer(frame, now);
      return;
    }
    switch (frame.type) {
      case 'epoch':
        this.#beginEpoch(frame, now);
        break;
      case 'members':
        this.#setMembers(frame.members, frame.memberCount, now);
        break;
      case 'gap':
        this.#addGap(frame, now);
        break;
      case 'digest':
        this.#witnessed = Math.max(this.#witnessed, frame.head);
        if (frame.head > this.#position!.seq) this.#fetchAt = now;
        break;
      case 'read':
        this.#hasRead(frame);
        break;
      case 'resync':
        this.rejoin(now);
        break;
      // Typing is no part of the view, and a newer server may send kinds that this client does not know.
    }
  }

  #offer(frame: OrderedFrame, now: number): void {
    const { epoch, seq } = this.#position!;
    if (frame.seq <= seq || frame.epoch < epoch) return;
    // Of a new epoch one is told before its first frame, so this client missed that: what it holds may be of either.
    if (frame.epoch > epoch || this.#held.size >= maxHeld) {
      this.rejoin(now);
      return;
    }
    this.#held.set(frame.seq, frame);
    this.#advance(now);
  }

  /** Takes what is next, for as long as it is at hand. */
  #advance(now: number): void {
    for (;;) {
      const { epoch, seq } = this.#position!;
      const next = this.#held.get(seq + 1);
      if (next === undefined) break;
      this.#held.delete(next.seq);
      this.#position = { epoch, seq: next.seq };
      // What is missing now is missing since now.
      this.#fetchAt = undefined;
      this.#apply(next);
    }
    this.#awaitMissing(now);
  }

  #awaitMissing(now: number): void {
    if (this.#held.size > 0 || this.#witnessed > this.#position!.seq) this.#fetchAt ??= now + patienceMs;
    else this.#fetchAt = undefined;
  }

  #apply(frame: OrderedFrame): void {
    this.#clock = Math.max(this.#clock, frame.clock);
    switch (frame.type) {
      case 'joined':
      case 'left':
        this.#members.apply(frame);
        this.#show(frame);
        break;
      case 'moderated':
        this.#rules.apply(frame, this.#me?.id);
        this.#show(frame);
        break;
      case 'role':
        this.#members.apply(frame);
        if (this.#me !== undefined && this.#me.id === frame.user.id) this.#me = { ...this.#me, role: frame.role };
        this.#show(frame);
        break;
      case 'message':
        this.#show(this.#admit(frame));
        break;
      case 'edited':
      case 'deleted':
      case 'reaction':
      case 'pin':
        this.#entries = update(this.#entries, frame.target, message => changed(message, frame, this.#me?.id));
        if (frame.type === 'deleted') this.#forget(frame.target);
        break;
      // A newer server may order more than this client shows; its number counts all the same.
    }
  }

  #show(frame: Exclude<Entry, { readonly type: 'break' }>): void {
    this.#entries = insert(this.#entries, frame);
    this.#applied(frame);
  }

  /** A message as it is to be shown: what is deleted is quoted no more, in whatever order one hears of it. */
  #admit(message: MessageFrame): MessageFrame {
    if (message.deleted === true) this.#forget(message.id);
    if (message.replyTo?.deleted === true) this.#forget(message.replyTo.id);
    return this.#blanked(message);
  }

  #forget(id: string): void {
    if (this.#deleted.has(id)) return;
    this.#deleted.add(id);
    if (this.#deleted.size > maxEntries) this.#deleted.delete(this.#deleted.values().next().value!);
    this.#entries = this.#entries.map(entry => (entry.type === 'message' ? this.#blanked(entry) : entry));
    this.#forgotten(id);
  }

  #blanked(message: MessageFrame): MessageFrame {
    return blankWhere(message, id => this.#deleted.has(id));
  }

  /** Takes what an answer or an epoch says was done to messages of before; what is not shown here is not put in by it. */
  #change(changes: readonly AnsweredChange[]): void {
    for (const change of changes) {
      // What was decided is no change of a message, and has its place among the frames.
      if (isRuling(change)) continue;
      if (change.type !== 'message') {
        this.#apply(change);
        continue;
      }
      const admitted = this.#admit(change);
      this.#entries = update(this.#entries, change.id, known => renewed(known, admitted));
    }
  }

  /** Applies these frames, these changes of earlier messages, what was decided, and all that is at hand up to `head`, the new last place. */
  #applyThrough(frames: readonly OrderedFrame[], changes: readonly AnsweredChange[], epoch: number, head: number, now: number): void {
    const { seq } = this.#position!;
    const rulings = changes.filter(isRuling);
    for (const ruling of rulings) if (ruling.seq <= seq) this.#showLate(ruling);
    // Of an older epoch that counts which the newer one has taken over, and nothing that was merely at hand here.
    for (const frame of [...this.#held.values()]) if (frame.epoch !== epoch) this.#held.delete(frame.seq);
    const next = new Map<number, OrderedFrame>();
    for (const frame of [...this.#held.values(), ...frames, ...rulings]) {
      if (frame.seq > seq && frame.seq <= head) next.set(frame.seq, frame);
    }
    const ordered = [...next.values()].sort((a, b) => a.seq - b.seq);
    for (const frame of ordered) if (!isChange(frame)) this.#apply(frame);
    // A change that was at hand would raise its message above those before it that were missed, so what contains them comes first.
    this.#change(changes);
    for (const frame of ordered) if (isChange(frame)) this.#apply(frame);
    this.#position = { epoch, seq: Math.max(seq, head) };
    for (const number of next.keys()) this.#held.delete(number);
    this.#fetchAt = undefined;
    // An answer that lets the user in brings lists and rules too, which what was at hand beyond it comes on top of.
    if (this.#open) this.#advance(now);
  }

  /** A ruling that one hears of after later ones; the roles that came of it are in the list of members. */
  #showLate(ruling: RulingFrame): void {
    if (ruling.type === 'moderated') this.#rules.apply(ruling, this.#me?.id);
    this.#entries = insert(this.#entries, ruling);
  }

  /** @returns whether it was news */
  #beginEpoch(frame: EpochFrame, now: number): boolean {
    const { epoch, seq } = this.#position!;
    if (frame.epoch < epoch || frame.head < seq) return false;
    const missed = (frame.messages ?? []).map(asFrame);
    for (const message of missed) if (message.seq <= seq) this.show(message);
    this.#applyThrough(missed, frame.changes ?? [], frame.epoch, frame.head, now);
    return true;
  }

  #addGap({ from, to }: GapFrame, now: number): void {
    const { seq } = this.#position!;
    // What lies ahead comes by itself, or will be missing like any other.
    if (to > seq) this.#witnessed = Math.max(this.#witnessed, to);
    if (from <= seq && !this.#gaps.some(gap => gap.from <= from && gap.to >= to)) {
      this.#gaps = [...this.#gaps, { from, to: Math.min(to, seq), askTo: Math.min(to, seq), found: false, askAt: now }];
    }
    this.#awaitMissing(now);
  }

  /** Everything from `last` on, in answer to a fetch; more pages follow until the room has no more. */
  #missingCame(page: Result<MessagePage>, now: number): void {
    if (!page.ok) {
      if (page.error.retryable) this.#fetchAt = now + (page.error.retryAfterMs ?? pauseMs);
      else this.rejoin(now);
      return;
    }
    const through = page.to ?? (page.hasMore ? page.messages.at(-1)?.seq : page.head);
    if (through === undefined) {
      this.rejoin(now);
    } else if (page.epoch < this.#position!.epoch) {
      this.#fetchAt = now + patienceMs;
    } else {
      // Numbers never go back from one epoch to the next, so that a page of a newer one goes on where this one ended.
      // What an acknowledgement or a gap named beyond the room's head is not there to be waited for.
      if (!page.hasMore) this.#witnessed = Math.min(this.#witnessed, page.head);
      this.#applyThrough(page.messages.map(asFrame), page.changes ?? [], page.epoch, through, now);
      // `Fetch` answers messages alone, so who came and went meanwhile is read anew.
      this.#askMembers(now);
      if (page.hasMore) this.#fetchAt = now;
    }
  }

  /** Late messages take their places, from the newest of the gap to the oldest. */
  #gapCame(to: number, page: Result<MessagePage>, now: number): void {
    const gap = this.#gaps.find(gap => gap.askTo === to)!;
    const others = this.#gaps.filter(other => other !== gap);
    if (!page.ok && page.error.retryable) {
      this.#gaps = [...others, { ...gap, askAt: now + (page.error.retryAfterMs ?? pauseMs) }];
      return;
    }
    const messages = page.ok ? page.messages.map(asFrame) : [];
    const late = messages.filter(message => message.seq >= gap.from && message.seq <= gap.to);
    for (const message of late) this.show(message);
    // A change may have been in the gap as well, of a message before it.
    this.#change(messages);
    const found = gap.found || late.length > 0;
    const oldest = messages[0]?.seq ?? Number.POSITIVE_INFINITY;
    if (page.ok && page.hasMore && oldest > gap.from) {
      this.#gaps = [{ ...gap, found, askTo: Math.min(gap.askTo, oldest) - 1 }, ...others];
      return;
    }
    this.#gaps = others;
    this.#entries = this.#entries.filter(entry => entry.type !== 'break' || entry.seq < gap.from || entry.seq > gap.to);
    // What the room keeps ends within the gap, or nobody knows what was there.
    if (found && oldest <= gap.from) return;
    const epoch = this.#entries.find(entry => entry.seq >= gap.from)?.epoch ?? this.#position!.epoch;
    this.#entries = insert(this.#entries, { type: 'break', epoch, seq: gap.from, at: now });
  }

  #resume(joined: Joined, now: number): void {
    if (this.position === undefined) {
      this.#replace(joined, now);
      return;
    }
    const ordered = this.#kept.filter(frame => isOrdered(frame)).filter(frame => frame.epoch === joined.epoch);
    this.#applyThrough([...ordered, ...joined.messages.map(asFrame)], joined.changes ?? [], joined.epoch, joined.head, now);
    this.#enter(joined, now);
  }

  #replace(joined: Joined, now: number): void {
    const messages = joined.messages.map(message => this.#admit(asFrame(message)));
    this.#entries = merge(this.#entries, { epoch: joined.epoch, head: joined.head, messages }, this.#position, now);
    this.#position = { epoch: joined.epoch, seq: joined.head };
    this.#held.clear();
    const from = messages[0]?.seq ?? joined.head + 1;
    this.#gaps = this.#gaps.filter(gap => gap.from < from).map(gap => ({ ...gap, to: Math.min(gap.to, from - 1), askTo: Math.min(gap.askTo, from - 1) }));
    for (const message of messages) this.#applied(message);
    this.#enter(joined, now);
  }

  #enter(joined: Joined, now: number): void {
    this.#room = joined.room;
    this.#resumable = true;
    this.#me = joined.me;
    this.#clock = Math.max(this.#clock, joined.clock);
    // Whatever an acknowledgement named is in this answer, or came under numbers that are gone.
    this.#witnessed = joined.head;
    this.#fetchAt = undefined;
    this.#rules.enter(joined.rules, joined.head);
    for (const position of joined.read ?? []) this.#hasRead(position);
    this.#setMembers(joined.members, joined.memberCount, now);
    this.#reopen(now);
  }

  #reopen(now: number): void {
    this.#open = true;
    this.#advance(now);
    const kept = this.#kept;
    this.#kept = [];
    // A list of members has no number: one that does not belong to an epoch that is news may be older than the answer.
    let news = false;
    for (const frame of kept) {
      if (!this.#open) this.#keep(frame);
      else if (frame.type === 'epoch') news = this.#beginEpoch(frame, now);
      else if (frame.type !== 'members' || news) this.#receive(frame, now);
    }
    if (this.#open) this.#awaitMissing(now);
  }

  #refused(error: ChatError, now: number): void {
    if (error.retryable) this.#joinAt = now + (error.retryAfterMs ?? pauseMs);
    else this.#refusal = error;
  }

  #setMembers(members: readonly MemberInfo[], count: number, now: number): void {
    this.#members.replace(members, count);
    this.#memberPages = undefined;
    if (this.#members.isPartial) this.#askMembers(now);
  }

  #askMembers(now: number): void {
    // A page that is under way belongs to an older list.
    if (this.#underWay?.method === 'Members') this.#underWay = undefined;
    this.#memberPages = [];
    this.#membersAt = now;
  }

  #membersCame(page: Result<MemberPage>, now: number): void {
    if (this.#memberPages === undefined) return;
    if (!page.ok) {
      if (page.error.retryable) this.#membersAt = now + (page.error.retryAfterMs ?? pauseMs);
      else this.#memberPages = undefined;
      return;
    }
    this.#memberPages = [...this.#memberPages, ...page.members];
    if (page.hasMore && page.members.length > 0 && this.#memberPages.length < maxMembers) return;
    this.#members.endFetch(this.#memberPages, page.count);
    this.#memberPages = undefined;
  }

  #hasRead({ user, seq }: ReadPosition): void {
    this.#read.set(user, Math.max(this.#read.get(user) ?? 0, seq));
  }

  #keep(frame: RoomFrame): void {
    if (this.#kept.length < maxHeld) {
      this.#kept.push(frame);
      return;
    }
    this.#kept = [];
    this.#joinAt ??= 0;
  }

  /** Nothing is asked for any more. */
  #giveUp(): void {
    this.#close();
    this.#joinAt = undefined;
  }

  #close(): void {
    this.#open = false;
    this.#underWay = undefined;
  }
}

/** Also frames that a newer server may send have their place in the order: to pass them over would leave holes. */
function isOrdered(frame: RoomFrame): frame is OrderedFrame {
  return 'epoch' in frame && 'seq' in frame && 'clock' in frame;
}

function isRuling(frame: { readonly type: string }): frame is RulingFrame {
  return frame.type === 'moderated' || frame.type === 'role';
}
