// What is wrong is refused by name, as an answer and not as an exception, and the connection lives on.
import assert from 'node:assert/strict';

export default async function refusals(gateway) {
  const room = gateway.newRoom();
  const ann = await gateway.connect('Ann', { skipNegotiation: true });
  const send = (body, more = {}) => ['Send', { room, key: crypto.randomUUID(), body, ...more }];

  const eve = await gateway.connect('Eve', { skipNegotiation: true });
  await eve.refused('NOT_A_MEMBER', ...send('I am not in there'));
  await eve.refused('NOT_A_MEMBER', 'Fetch', { room });
  for (const code of ['', ' ', 'a b', 'ü', 'x'.repeat(65), '../etc', 'A\u0000']) await ann.refused('BAD_REQUEST', 'Join', { room: code });
  await ann.invoke('Join', { room });

  await ann.refused('BAD_REQUEST', ...send(''));
  await ann.refused('BAD_REQUEST', ...send('   '));
  await ann.refused('BAD_REQUEST', ...send('lone \ud800 surrogate'));
  await ann.refused('BAD_REQUEST', ...send('control \u0007 sign'));
  await ann.refused('BAD_REQUEST', ...send('no key', { key: '' }));
  await ann.refused('BAD_REQUEST', ...send('long key', { key: 'k'.repeat(65) }));
  await ann.refused('BAD_REQUEST', 'Send', { room, key: 'k', body: 7 });
  await ann.refused('BAD_REQUEST', 'Send', null);
  const tooLarge = await ann.refused('TOO_LARGE', ...send('x'.repeat(501)));
  assert.equal(tooLarge.limit, 500);

  // Nothing of that has used up a message or become one.
  for (let number = 1; number <= 10; number++) await ann.invoke(...send(`message ${number}`));
  const limited = await ann.refused('RATE_LIMITED', ...send('message 11'));
  assert.equal(limited.retryable, true);
  assert.equal(limited.limit, 10);
  assert.equal(limited.window, 60);
  assert.ok(limited.retryAfterMs > 0 && limited.retryAfterMs <= 60_000, JSON.stringify(limited));

  const page = await ann.invoke('Fetch', { room, limit: 100 });
  assert.deepEqual(page.messages.map(message => message.body), Array.from({ length: 10 }, (_, index) => `message ${index + 1}`));
  await ann.refused('BAD_REQUEST', 'NoSuchMethod', {});
  assert.equal((await ann.invoke('Hello', {})).user.id, ann.user.id);
}
