// A retry with the same key is the same message; the same key for another text is refused.
import assert from 'node:assert/strict';

export default async function idempotency(gateway) {
  const room = gateway.newRoom();
  const ann = await gateway.connect('Ann', { skipNegotiation: true });
  const bob = await gateway.connect('Bob', { skipNegotiation: true });
  await ann.invoke('Join', { room });
  await bob.invoke('Join', { room });

  const first = await ann.invoke('Send', { room, key: 'k', body: 'once' });
  const again = await ann.invoke('Send', { room, key: 'k', body: 'once' });
  assert.deepEqual(again, { ...first, duplicate: true });
  await ann.refused('KEY_REUSED', 'Send', { room, key: 'k', body: 'something else' });

  // Keys belong to their author: Bob's `k` is another one.
  await bob.invoke('Send', { room, key: 'k', body: 'mine' });
  await bob.message('mine');
  assert.deepEqual(bob.frames.filter(frame => frame.type === 'message').map(frame => frame.body), ['once', 'mine']);
}
