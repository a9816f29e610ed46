import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FrameOrder } from './frameOrder';
import { message } from './frames.testing';

function create() {
  const applied: number[] = [];
  const missing: number[] = [];
  let resyncs = 0;
  const order = new FrameOrder({
    apply: frame => applied.push(frame.seq),
    missing: after => missing.push(after),
    resync: () => resyncs++,
  });
  return { order, applied, missing, resyncs: () => resyncs };
}

describe('FrameOrder', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('offer_NextNumber_Applies', () => {
    const { order, applied } = create();
    order.open(1, 4);
    order.offer(message(5));
    order.offer(message(6));
    expect(applied).toEqual([5, 6]);
  });

  test('offer_LowerNumber_Drops', () => {
    const { order, applied } = create();
    order.open(1, 4);
    for (const seq of [3, 4, 5, 5]) order.offer(message(seq));
    expect(applied).toEqual([5]);
  });

  test('offer_HigherNumber_WaitsForTheOnesBefore', () => {
    const { order, applied, missing } = create();
    order.open(1, 4);
    order.offer(message(7));
    order.offer(message(6));
    vi.advanceTimersByTime(249);
    expect(applied).toEqual([]);
    order.offer(message(5));
    vi.advanceTimersByTime(1000);
    expect(applied).toEqual([5, 6, 7]);
    expect(missing).toEqual([]);
  });

  test('offer_GapStays250Milliseconds_AsksForWhatIsMissing', () => {
    const { order, missing } = create();
    order.open(1, 4);
    order.offer(message(6));
    vi.advanceTimersByTime(250);
    expect(missing).toEqual([4]);
  });

  test('fill_FetchedFrames_AppliesThemThenWhatWaited', () => {
    const { order, applied } = create();
    order.open(1, 4);
    order.offer(message(6));
    order.offer(message(9));
    // 7 was no message (somebody joined), so the page does not hold it; the head covers it.
    order.fill([message(5), message(6), message(8)], 8);
    expect(applied).toEqual([5, 6, 8, 9]);
    expect(order.last).toBe(9);
  });

  test('fill_GapBehindTheHead_WaitsAgain', () => {
    const { order, missing } = create();
    order.open(1, 4);
    order.offer(message(9));
    order.fill([message(5)], 6);
    vi.advanceTimersByTime(250);
    expect(missing).toEqual([6]);
  });

  test('witness_NumberThatNeverArrives_AsksForWhatIsMissing', () => {
    const { order, missing } = create();
    order.open(1, 4);
    order.witness(1, 5);
    vi.advanceTimersByTime(250);
    expect(missing).toEqual([4]);
  });

  test('witness_FrameArrives_AsksForNothing', () => {
    const { order, missing } = create();
    order.open(1, 4);
    order.witness(1, 5);
    order.offer(message(5));
    vi.advanceTimersByTime(1000);
    expect(missing).toEqual([]);
  });

  test('offer_BeforeOpen_AppliesAfterwardsWithoutWhatTheJoinCovers', () => {
    const { order, applied } = create();
    for (const seq of [4, 5, 6]) order.offer(message(seq));
    expect(applied).toEqual([]);
    order.open(1, 4);
    expect(applied).toEqual([5, 6]);
  });

  test('offer_LowerEpoch_Drops', () => {
    const { order, applied } = create();
    order.open(2, 4);
    order.offer(message(5, { epoch: 1 }));
    expect(applied).toEqual([]);
  });

  test('offer_HigherEpoch_Resyncs', () => {
    const { order, applied, resyncs } = create();
    order.open(1, 4);
    order.offer(message(5, { epoch: 2 }));
    expect(applied).toEqual([]);
    expect(resyncs()).toBe(1);
  });

  test('close_GapOpen_AsksNoMore', () => {
    const { order, missing } = create();
    order.open(1, 4);
    order.offer(message(6));
    order.close();
    vi.advanceTimersByTime(1000);
    expect(missing).toEqual([]);
  });

  test('offer_TooManyHeld_Resyncs', () => {
    const { order, resyncs } = create();
    order.open(1, 4);
    for (let seq = 6; seq <= 1006; seq++) order.offer(message(seq));
    expect(resyncs()).toBe(1);
  });
});
