// Two clients send as fast as they can; both, and a third that only listens, see one and the same order without a gap.
import assert from 'node:assert/strict';

const each = 10;

export default async function order(gateway) {
  const room = gateway.newRoom();
  const clients = [];
  for (const name of ['Ann', 'Bob', 'Cleo']) {
    const client = await gateway.connect(name, { skipNegotiation: true });
    client.joined = await client.invoke('Join', { room });
    clients.push(client);
  }

  const send = client => Array.from({ length: each }, (_, index) =>
    client.invoke('Send', { room, key: `k${index}`, body: `${client.user.name} ${index}` }));
  const acks = await Promise.all(clients.slice(0, 2).flatMap(send));
  const last = Math.max(...acks.map(ack => ack.seq));

  let expected;
  for (const client of clients) {
    await client.frame('last message', frame => frame.type === 'message' && frame.seq === last);
    const ordered = client.frames.filter(frame => frame.seq !== undefined);
    assert.deepEqual(ordered.map(frame => frame.seq), ordered.map((_, index) => client.joined.head + 1 + index), 'no gap, none twice');
    const bodies = ordered.filter(frame => frame.type === 'message').map(frame => frame.body);
    assert.equal(bodies.length, 2 * each);
    expected ??= bodies;
    assert.deepEqual(bodies, expected);
    for (const name of ['Ann', 'Bob']) {
      const own = bodies.filter(body => body.startsWith(name));
      assert.deepEqual(own, Array.from({ length: each }, (_, index) => `${name} ${index}`), 'each sender in its own order');
    }
  }
}
