import { describe, expect, test } from 'vitest';
import type {
  AnsweredChange, EditedFrame, Joined, MemberInfo, MessageFrame, OrderedFrame, RoomFrame, RoomOutcome, RoomPosition, RoomRules, RulingFrame, UserInfo,
} from './contract';
import { ann, bob, edited, member, message, moderated, reaction, refusal, roleFrame, room } from './frames.testing';
import { changed } from './messageChanges';
import { RoomView, type ViewAnswer, type ViewRequest } from './roomView';

const seeds = 400;
const steps = 300;

/** What the simulated room keeps and pages by: small, so that both limits are met often. */
const ringMessages = 25;
const pageMessages = 4;

type Random = (below: number) => number;

/** Mulberry32: the same numbers for the same seed everywhere. */
function randomOf(seed: number): Random {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Item = { readonly frame: RoomFrame } | { readonly request: ViewRequest; readonly answer: ViewAnswer };

/** The room as it is: one log of all that ever counted, each message as it is now, and its end as the ring. */
class ReferenceRoom {
  readonly log: MessageFrame[] = [];
  readonly #edits: EditedFrame[] = [];
  readonly #rulings: RulingFrame[] = [];
  readonly #roles = new Map<string, string>();
  rules: RoomRules = {};
  /** Told as lost for good, or not yet brought by whoever holds them. */
  late: MessageFrame[] = [];
  members = new Map<string, UserInfo>([[ann.id, ann]]);
  epoch = 1;
  head = 1024;
  /** Whoever stood at this number or before may lack messages that came late, beneath the number. */
  #lateUntil = 0;

  post(): OrderedFrame {
    const frame = message(++this.head, { epoch: this.epoch });
    this.log.push(frame);
    return frame;
  }

  /** Does something to a message that the room keeps. */
  change(random: Random): OrderedFrame {
    const target = this.ring[random(ringMessages)];
    if (target === undefined) return this.post();
    const seq = ++this.head;
    const place = { epoch: this.epoch };
    const by = random(2) === 0 ? ann : bob;
    const said = target.reactions?.some(({ own }) => own) === true;
    // Each says it once and takes it back once; that of others is counted without end.
    const frame = random(2) === 0
      ? { ...edited(seq, target.id), ...place }
      : reaction(seq, target.id, { ...place, by, on: by === bob || !said });
    if (frame.type === 'edited') this.#edits.push(frame);
    this.log[this.log.indexOf(target)] = changed(target, frame, ann.id);
    return frame;
  }

  /** Decides something about a member or the room. */
  rule(random: Random): OrderedFrame {
    const ruling = this.#ruling(++this.head, random);
    const frame = { ...ruling, epoch: this.epoch };
    this.#rulings.push(frame);
    return frame;
  }

  #ruling(seq: number, random: Random): RulingFrame {
    const users = [...this.members.values()];
    const user = users[random(users.length)]!;
    const on = random(2) === 0;
    switch (random(4)) {
      case 0: {
        const { intervalMs: _, ...rules } = this.rules;
        const intervalMs = on ? 1000 * (1 + random(60)) : 0;
        this.rules = on ? { ...rules, intervalMs } : rules;
        return moderated(seq, 'slow', { intervalMs });
      }
      case 1: {
        const { frozenUntil: _, ...rules } = this.rules;
        this.rules = on ? { ...rules, frozenUntil: 0 } : rules;
        return moderated(seq, on ? 'freeze' : 'unfreeze');
      }
      case 2: {
        const { mutedUntil: _, ...rules } = this.rules;
        // A mute of somebody else is nothing to the reader.
        if (user.id === ann.id) this.rules = on ? { ...rules, mutedUntil: 1e15 + seq } : rules;
        return moderated(seq, on ? 'mute' : 'unmute', { user, ...(on ? { until: 1e15 + seq } : {}) });
      }
      default: {
        const role = on ? 'moderator' : 'member';
        this.#roles.set(user.id, role);
        return roleFrame(seq, user, role);
      }
    }
  }

  memberOf(user: UserInfo): MemberInfo {
    return member(user, this.#roles.get(user.id));
  }

  /** What was done after a number: whole messages, or, of those that are no longer kept, edits alone; and what was decided. */
  changesAfter(after: number, to: number): AnsweredChange[] {
    const ring = this.ring;
    const gone = this.#edits.filter(({ target, seq }) => seq > after && seq <= to && !ring.some(({ id }) => id === target));
    const decided = this.#rulings.filter(({ seq }) => seq > after && seq <= to);
    return [...ring.filter(({ seq, rev }) => seq <= after && (rev ?? 0) > after), ...gone, ...decided];
  }

  comeOrGo(user: UserInfo): OrderedFrame {
    const place = { room, epoch: this.epoch, seq: ++this.head, clock: this.head, at: this.head };
    if (this.members.delete(user.id)) return { ...place, type: 'left', user, reason: 'left', memberCount: this.members.size };
    this.members.set(user.id, user);
    return { ...place, type: 'joined', member: this.memberOf(user), memberCount: this.members.size };
  }

  /** Activates the room anew; the last messages may be known only to somebody who has not reported yet. */
  reactivate(unreported: number): void {
    this.epoch++;
    this.head = this.epoch << 10;
    this.late = this.log.splice(this.log.length - Math.min(unreported, this.log.length), unreported);
  }

  bringLate(): MessageFrame[] {
    const late = this.late;
    this.late = [];
    if (late.length > 0) this.#lateUntil = this.head;
    this.log.push(...late);
    this.log.sort((a, b) => a.seq - b.seq);
    return late;
  }

  get ring(): MessageFrame[] {
    return this.log.slice(-ringMessages);
  }

  joined(messages: readonly MessageFrame[]): Joined {
    const me = this.memberOf(ann);
    const members = this.listed;
    return { room, epoch: this.epoch, head: this.head, clock: this.head, me, members, memberCount: members.length, messages, rules: this.rules };
  }

  get listed(): MemberInfo[] {
    return [...this.members.values()].map(user => this.memberOf(user));
  }

  resume(position: RoomPosition): RoomOutcome {
    const covered = this.log.slice(0, -ringMessages).every(frame => frame.seq <= position.seq);
    if (!covered || this.late.length > 0 || position.seq <= this.#lateUntil) return { room, outcome: 'snapshot', joined: this.joined(this.ring) };
    const joined = this.joined(this.ring.filter(frame => frame.seq > position.seq));
    return { room, outcome: 'resumed', joined: { ...joined, changes: this.changesAfter(position.seq, this.head) } };
  }

  answer({ method, argument }: ViewRequest): ViewAnswer {
    if (method === 'Join') return { ok: true, ...this.joined(this.ring) };
    if (method === 'Members') return { ok: true, members: this.listed, count: this.members.size, hasMore: false };
    const { after, before } = argument;
    if (after !== undefined) {
      if (this.log.slice(0, -ringMessages).some(frame => frame.seq > after)) return refusal({ code: 'RANGE_EVICTED' });
      const newer = this.ring.filter(frame => frame.seq > after);
      const messages = newer.slice(0, pageMessages);
      const hasMore = newer.length > pageMessages;
      const to = hasMore ? messages.at(-1)!.seq : this.head;
      return { ok: true, epoch: this.epoch, head: this.head, messages, hasMore, to, changes: this.changesAfter(after, to) };
    }
    const older = this.ring.filter(frame => frame.seq < before!);
    return { ok: true, epoch: this.epoch, head: this.head, messages: older.slice(-pageMessages), hasMore: older.length > pageMessages };
  }
}

/** A client at the end of a wire that loses, doubles and swaps frames; answers come whole and in their place, as from a gateway. */
class Simulation {
  readonly #random: Random;
  readonly #room = new ReferenceRoom();
  readonly #view: RoomView;
  readonly #users = ['bob', 'cid', 'dan'].map(id => ({ id, name: id }));
  readonly #applied = new Map<string, number>();
  #wire: Item[] = [];
  #unanswered: ViewRequest[] = [];
  #standing = false;
  #subscribed = false;
  #moving: RoomPosition | undefined;
  #now = 0;
  readonly seen = new Set<string>();

  constructor(seed: number) {
    this.#random = randomOf(seed);
    this.#view = new RoomView(room, frame => {
      const key = `${frame.type} ${frame.seq}`;
      this.#applied.set(key, (this.#applied.get(key) ?? 0) + 1);
    });
  }

  run(): void {
    for (let step = 0; step < steps; step++) {
      this.#act();
      this.#ask();
      this.#checkOrder();
    }
    this.#heal();
    this.#checkEnd();
  }

  #act(): void {
    switch (this.#random(26)) {
      case 0:
        return this.#lose();
      case 1:
        return this.#connect();
      case 2:
        return this.#reactivate();
      case 3:
        return this.#tell({ type: 'resync', room });
      case 4:
        return this.#digest();
      case 5:
        return this.#move();
      case 6:
      case 7:
        return this.#tell(this.#room.comeOrGo(this.#users[this.#random(3)]!));
      case 8:
        this.#now += this.#random(400);
        return;
      case 9:
      case 10:
      case 11:
      case 12:
        return this.#answer();
      case 13:
      case 14:
      case 15:
        return this.#deliver(1 + this.#random(6));
      case 16:
      case 17:
      case 18:
      case 19:
        return this.#tell(this.#room.change(this.#random));
      case 20:
      case 21:
        return this.#tell(this.#room.rule(this.#random));
      default:
        return this.#tell(this.#room.post());
    }
  }

  #lose(): void {
    if (!this.#standing) return;
    this.seen.add('lost');
    this.#standing = this.#subscribed = false;
    this.#moving = undefined;
    this.#wire = [];
    this.#unanswered = [];
    this.#view.lost();
  }

  #connect(): void {
    if (this.#standing) return;
    this.#standing = true;
    this.#greet(this.#view.position);
  }

  #greet(position: RoomPosition | undefined): void {
    const outcome = position === undefined ? undefined : this.#random(12) === 0 ? { room, outcome: 'gone' as const } : this.#room.resume(position);
    this.#subscribed = outcome !== undefined && outcome.outcome !== 'gone';
    this.seen.add(outcome?.outcome ?? 'first');
    this.#view.connected(outcome, this.#now);
  }

  #move(): void {
    if (!this.#standing) return;
    if (this.#moving === undefined) {
      this.#moving = this.#view.position;
      if (this.#moving !== undefined) this.#view.suspend();
    } else if (this.#random(3) === 0) {
      this.seen.add('released');
      this.#moving = undefined;
      this.#view.release(this.#now);
    } else {
      this.seen.add('moved');
      this.#deliver(this.#random(5));
      this.#wire = [];
      this.#unanswered = [];
      const position = this.#moving;
      this.#moving = undefined;
      this.#greet(position);
    }
  }

  #reactivate(): void {
    if (this.#random(3) !== 0) return;
    this.#bringLate();
    const before = { epoch: this.#room.epoch, head: this.#room.head };
    this.#room.reactivate(this.#random(3));
    const recovered = this.#room.late.length === 0;
    this.seen.add(recovered ? 'recovered' : 'not recovered');
    const members = this.#room.listed;
    this.#tell({ type: 'epoch', room, epoch: this.#room.epoch, head: this.#room.head, recovered, messages: this.#room.ring, changes: this.#room.changesAfter(0, this.#room.head) });
    this.#tell({ type: 'members', room, members, memberCount: members.length });
    if (!recovered) this.#tell({ type: 'gap', room, from: this.#room.late[0]!.seq, to: before.head });
  }

  #bringLate(): void {
    const late = this.#room.bringLate();
    if (late.length > 0) this.#tell({ type: 'gap', room, from: late[0]!.seq, to: late.at(-1)!.seq });
  }

  #digest(): void {
    const left = this.#wire.filter(item => 'frame' in item && 'seq' in item.frame && item.frame.type !== 'read').length;
    if (left === 0 || !this.#subscribed) return;
    this.seen.add('digest');
    this.#wire = this.#wire.filter(item => !('frame' in item && 'seq' in item.frame));
    this.#tell({ type: 'digest', room, epoch: this.#room.epoch, head: this.#room.head, count: left });
  }

  /** The wire's faults: only ordered frames have numbers by which a loss can be found. */
  #tell(frame: RoomFrame): void {
    if (!this.#subscribed) return;
    const fault = 'seq' in frame ? this.#random(12) : 99;
    if (fault === 0) {
      this.seen.add('dropped');
      return;
    }
    this.#wire.push({ frame });
    if (fault === 1) this.#wire.push({ frame });
    const [before, last] = this.#wire.slice(-2);
    if (fault === 2 && before !== undefined && last !== undefined && 'frame' in before && 'seq' in before.frame) this.#wire.splice(-2, 2, last, before);
  }

  #ask(): void {
    for (let request = this.#view.request(this.#now); request !== undefined; request = this.#view.request(this.#now)) {
      this.seen.add(`${request.method}${'before' in request.argument ? ' before' : ''}`);
      this.#unanswered.push(request);
    }
  }

  #answer(): void {
    const request = this.#unanswered.shift();
    if (request === undefined) return;
    if (this.#random(8) === 0) {
      this.#wire.push({ request, answer: refusal({ code: 'UNAVAILABLE', retryable: true, retryAfterMs: 50 }) });
      return;
    }
    // From the join on a gateway hands over what comes after the answer, and nothing before it.
    if (request.method === 'Join') {
      this.#subscribed = true;
      this.#wire = this.#wire.filter(item => !('frame' in item));
    } else if (!this.#subscribed) {
      this.#wire.push({ request, answer: refusal({ code: 'NOT_A_MEMBER' }) });
      return;
    }
    this.#wire.push({ request, answer: this.#room.answer(request) });
  }

  #deliver(count: number): void {
    for (const item of this.#wire.splice(0, count)) {
      if ('frame' in item) this.#view.receive(item.frame, this.#now);
      else this.#view.answered(item.request, item.answer, this.#now);
    }
  }

  #heal(): void {
    this.#moving = undefined;
    this.#view.release(this.#now);
    this.#connect();
    this.#bringLate();
    for (let turn = 0; turn < 1000 && (turn === 0 || this.#busy()); turn++) this.#settle();
    // Only a later number shows that the last one was lost.
    this.#wire.push({ frame: this.#room.post() });
    for (let turn = 0; turn < 1000 && (turn === 0 || this.#busy()); turn++) this.#settle();
  }

  #settle(): void {
    this.#ask();
    this.#answer();
    this.#deliver(this.#wire.length);
    this.#now = Math.max(this.#now + 1, this.#view.wakeAt ?? 0);
  }

  #busy(): boolean {
    return this.#unanswered.length > 0 || this.#wire.length > 0 || this.#view.wakeAt !== undefined;
  }

  #checkOrder(): void {
    const numbers = this.#view.entries.filter(entry => entry.type !== 'break').map(entry => entry.seq);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  }

  #checkEnd(): void {
    expect(this.#view.open, 'the room is joined again').toBe(true);
    expect(this.#view.position).toEqual({ room, epoch: this.#room.epoch, seq: this.#room.head });
    const listed = this.#room.listed.map(({ id, role }) => `${id} ${role}`);
    expect(this.#view.members.map(({ id, role }) => `${id} ${role}`)).toEqual(listed.sort());
    expect(this.#view.role).toBe(this.#room.memberOf(ann).role);
    expect(this.#view.rules.at(0)).toEqual(this.#room.rules);
    expect(this.#view.memberCount).toBe(this.#room.members.size);

    const entries = this.#view.entries;
    const shown = entries.filter(entry => entry.type === 'message');
    expect(this.#room.log.map(({ id }) => id)).toEqual(expect.arrayContaining(shown.map(({ id }) => id)));
    // After the last place where the user was told that something may be missing, nothing is.
    const told = entries.findLastIndex(entry => entry.type === 'break');
    const first = entries.find((entry, index) => index > told && entry.type === 'message');
    const since = this.#room.log.filter(frame => frame.seq >= (first?.seq ?? 0));
    const text = ({ id, body }: MessageFrame) => `${id} ${body}`;
    expect(shown.slice(-since.length).map(text)).toEqual(since.map(text));
    // Of what the room keeps everything is as it is there; of what it does not, a reaction may not have been told.
    expect(shown.slice(-Math.min(since.length, ringMessages))).toEqual(since.slice(-ringMessages));
    expect([...this.#applied].filter(([key, count]) => key.startsWith('joined') && count > 1)).toEqual([]);
  }
}

describe('RoomView against a reference log', () => {
  test('run_RandomFaults_ShowsTheLogInOrderAndOnce', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= seeds; seed++) {
      const simulation = new Simulation(seed);
      try {
        simulation.run();
      } catch (error) {
        throw new Error(`Seed ${seed}: ${(error as Error).message}`, { cause: error });
      }
      for (const what of simulation.seen) seen.add(what);
    }
    // Each fault and each way out of it has really happened.
    expect([...seen].sort()).toEqual([
      'Fetch', 'Fetch before', 'Join', 'Members', 'digest', 'dropped', 'first', 'gone', 'lost', 'moved', 'not recovered', 'recovered', 'released',
      'resumed', 'snapshot',
    ].sort());
  });
});
