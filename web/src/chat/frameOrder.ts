import type { OrderedFrame } from './contract';

/** How long a missing frame may still arrive by itself before it is fetched. */
const patienceMs = 250;

/** Frames held back at the most; a gap with more behind it is quicker to join over than to fill. */
const maxHeld = 1000;

interface FrameOrderEvents {
  /** The next frame of the room's one order. */
  apply(frame: OrderedFrame): void;
  /** Frames after this sequence number did not come. */
  missing(after: number): void;
  /** The frames at hand can no longer be brought into order: join again. */
  resync(): void;
}

/**
 * Lets a room's frames through once each and in order: a frame is applied only when its number is the last one's plus one, a lower one is a
 * duplicate, a higher one waits for those before it. Until the room is joined everything is held, because a frame can be handed over in the
 * same turn as the answer of `Join` and then runs before whoever awaits that answer.
 */
export class FrameOrder {
  readonly #events: FrameOrderEvents;
  #open = false;
  #epoch = 0;
  #last = 0;
  #witnessed = 0;
  #held: OrderedFrame[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(events: FrameOrderEvents) {
    this.#events = events;
  }

  get epoch(): number {
    return this.#epoch;
  }

  get last(): number {
    return this.#last;
  }

  /** Holds every frame until {@link open}; called before each `Join`. */
  close(): void {
    this.#open = false;
    this.#stopWaiting();
  }

  /** Starts after `head`, which the answer of `Join` covers, with what was held meanwhile. */
  open(epoch: number, head: number): void {
    this.#open = true;
    this.#epoch = epoch;
    this.#last = head;
    this.#witnessed = head;
    const held = this.#held;
    this.#held = [];
    for (const frame of held) this.offer(frame);
  }

  offer(frame: OrderedFrame): void {
    if (!this.#open) {
      this.#hold(frame);
    } else if (frame.epoch > this.#epoch) {
      this.#events.resync();
    } else if (frame.epoch === this.#epoch && frame.seq > this.#last) {
      this.#hold(frame);
      this.#advance();
    }
  }

  /** An acknowledgement names a number that must have arrived, or arrives soon: this finds the gap that no later frame would show. */
  witness(epoch: number, seq: number): void {
    if (!this.#open || epoch !== this.#epoch || seq <= this.#witnessed) return;
    this.#witnessed = seq;
    this.#advance();
  }

  /** Applies what was fetched, and everything held, up to `head`. */
  fill(fetched: readonly OrderedFrame[], head: number): void {
    const frames = new Map<number, OrderedFrame>();
    for (const frame of [...this.#held, ...fetched]) {
      if (frame.seq > this.#last && frame.seq <= head) frames.set(frame.seq, frame);
    }
    for (const seq of [...frames.keys()].sort((a, b) => a - b)) this.#events.apply(frames.get(seq)!);
    this.#last = Math.max(this.#last, head);
    this.#held = this.#held.filter(frame => frame.seq > this.#last);
    this.#advance();
  }

  #hold(frame: OrderedFrame): void {
    if (this.#held.some(held => held.seq === frame.seq && held.epoch === frame.epoch)) return;
    this.#held.push(frame);
    if (this.#held.length <= maxHeld) return;
    this.#held = [];
    this.#events.resync();
  }

  #advance(): void {
    for (;;) {
      const next = this.#held.findIndex(frame => frame.seq === this.#last + 1);
      if (next < 0) break;
      const [frame] = this.#held.splice(next, 1);
      this.#last++;
      this.#stopWaiting();
      this.#events.apply(frame!);
    }
    if (this.#held.length > 0 || this.#witnessed > this.#last) this.#wait();
    else this.#stopWaiting();
  }

  #wait(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#events.missing(this.#last);
    }, patienceMs);
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
