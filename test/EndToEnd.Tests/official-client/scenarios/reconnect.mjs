// The connection is cut under the client: its automatic reconnect comes back by itself, joins again and finds what it missed.
import assert from 'node:assert/strict';
import { CuttableProxy } from '../cuttableProxy.mjs';

export default async function reconnect(gateway) {
  const room = gateway.newRoom();
  const proxy = await CuttableProxy.listen(gateway.address);
  try {
    const ann = await gateway.connect('Ann', { skipNegotiation: true }, proxy.address);
    const bob = await gateway.connect('Bob', { skipNegotiation: true });
    await ann.invoke('Join', { room });
    await bob.invoke('Join', { room });
    await bob.invoke('Send', { room, key: 'k1', body: 'before' });
    await ann.message('before');

    const back = new Promise(resolve => ann.connection.onreconnected(resolve));
    const away = new Promise(resolve => ann.connection.onreconnecting(resolve));
    proxy.pause();
    proxy.cut();
    await away;
    await bob.invoke('Send', { room, key: 'k2', body: 'meanwhile' });
    proxy.resume();
    await back;

    const joined = await ann.invoke('Join', { room });
    assert.deepEqual(joined.messages.map(message => message.body), ['before', 'meanwhile']);
    assert.equal(joined.memberCount, 2);
    await bob.invoke('Send', { room, key: 'k3', body: 'after' });
    assert.ok((await ann.message('after')).seq > joined.head);
    await ann.invoke('Send', { room, key: 'k4', body: 'back' });
    assert.deepEqual((await bob.message('back')).from, ann.user);
  } finally {
    proxy.close();
  }
}
