// Two users join, greet and hear each other, over the transport that is asked for.
import assert from 'node:assert/strict';
import { signalR } from '../gateway.mjs';

export default async function chat(gateway, transport, skip) {
  const options = { transport: signalR.HttpTransportType[transport], skipNegotiation: skip === 'skip-negotiation' };
  const room = gateway.newRoom();
  const ann = await gateway.connect('Ann', options);
  const bob = await gateway.connect('Bob', options);

  const welcome = await ann.invoke('Hello', { device: 'node' });
  assert.deepEqual(welcome.user, ann.user);
  assert.equal(welcome.limits.messages.limit, 10);
  assert.match(welcome.server.runtime, /^(embedded|microsoft)$/);

  const joined = await ann.invoke('Join', { room });
  assert.equal(joined.room, room);
  assert.equal(joined.memberCount, 1);
  await bob.invoke('Join', { room: ` ${room.toLowerCase()} ` });
  await ann.frame('joined of Bob', frame => frame.type === 'joined' && frame.member.id === bob.user.id);

  const ack = await ann.invoke('Send', { room, key: 'k1', body: 'Grüße, <b>Bob</b> 👋' });
  assert.equal(ack.duplicate, false);
  const heard = await bob.message('Grüße, <b>Bob</b> 👋');
  for (const member of ['id', 'epoch', 'seq', 'clock', 'at']) assert.equal(heard[member], ack[member], member);
  assert.deepEqual(heard.from, ann.user);
  assert.equal(heard.kind, 'text');
  assert.equal(heard.room, room);
  assert.equal('key' in heard, false, 'The key is for its author alone.');
  assert.equal((await ann.message('Grüße, <b>Bob</b> 👋')).key, 'k1');

  await bob.invoke('Send', { room, key: 'k1', body: 'Hi Ann' });
  const answer = await ann.message('Hi Ann');
  assert.equal(answer.seq, heard.seq + 1);
  assert.ok(answer.clock > heard.clock);
}
