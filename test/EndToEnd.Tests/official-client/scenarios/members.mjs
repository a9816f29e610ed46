// Who comes, types and goes is told to the others, and to nobody outside the room.
import assert from 'node:assert/strict';

export default async function members(gateway) {
  const room = gateway.newRoom();
  const ann = await gateway.connect('Ann', { skipNegotiation: true });
  const bob = await gateway.connect('Bob', { skipNegotiation: true });
  const eve = await gateway.connect('Eve', { skipNegotiation: true });
  await eve.invoke('Join', { room: gateway.newRoom() });
  await ann.invoke('Join', { room });
  await bob.invoke('Join', { room });
  const about = (type, user) => frame => frame.type === type && (frame.user ?? frame.member).id === user.id;

  const joined = await ann.frame('joined of Bob', about('joined', bob.user));
  assert.equal(joined.memberCount, 2);
  const page = await ann.invoke('Members', { room });
  assert.deepEqual(page.members.map(member => member.name).sort(), ['Ann', 'Bob']);
  assert.equal(page.count, 2);

  await bob.invoke('Typing', { room, on: true });
  const typing = await ann.frame('typing of Bob', about('typing', bob.user));
  assert.equal(typing.on, true);
  assert.equal('seq' in typing, false);
  await bob.invoke('Send', { room, key: 'k', body: 'done typing' });
  await bob.message('done typing');
  assert.equal(bob.frames.some(about('typing', bob.user)), false, 'Nobody is told that they are typing themselves.');

  await bob.invoke('Leave', { room });
  const left = await ann.frame('left of Bob', about('left', bob.user));
  assert.deepEqual([left.reason, left.memberCount], ['left', 1]);
  await bob.refused('NOT_A_MEMBER', 'Send', { room, key: 'l', body: 'from outside' });
  await bob.invoke('Join', { room });
  await bob.stop();
  const gone = await ann.frame('second left of Bob', frame => about('left', bob.user)(frame) && frame.seq > left.seq);
  assert.equal(gone.reason, 'disconnected');
  assert.deepEqual(eve.frames, []);
}
