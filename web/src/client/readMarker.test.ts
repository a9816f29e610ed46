import { describe, expect, test } from 'vitest';
import { ReadMarker } from './readMarker';

describe('ReadMarker', () => {
  test('take_SomethingSeen_TellsItOnce', () => {
    const marker = new ReadMarker();
    marker.see(5);
    expect([marker.take(0), marker.take(10_000)]).toEqual([5, undefined]);
  });

  test('take_MoreSeenSoonAfter_WaitsAndTellsTheLast', () => {
    const marker = new ReadMarker();
    marker.see(5);
    marker.take(1000);
    marker.see(6);
    marker.see(7);
    expect(marker.take(2999)).toBeUndefined();
    expect(marker.wakeAt).toBe(3000);
    expect(marker.take(3000)).toBe(7);
    expect(marker.wakeAt).toBeUndefined();
  });

  test('take_LowerThanBefore_TellsNothing', () => {
    const marker = new ReadMarker();
    marker.see(5);
    marker.take(0);
    marker.see(4);
    expect(marker.take(10_000)).toBeUndefined();
  });

  test('take_KnownToTheRoomAlready_TellsNothing', () => {
    const marker = new ReadMarker();
    marker.see(5);
    marker.known(5);
    expect(marker.take(0)).toBeUndefined();
  });

  test('forgetTold_NewConnection_TellsAgain', () => {
    const marker = new ReadMarker();
    marker.see(5);
    marker.take(0);
    marker.forgetTold();
    expect(marker.take(1)).toBe(5);
  });
});
