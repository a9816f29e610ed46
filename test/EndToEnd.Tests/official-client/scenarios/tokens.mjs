// Without a valid token nobody gets in, and a ticket lets in once.
import assert from 'node:assert/strict';
import { signalR } from '../gateway.mjs';

const connect = (gateway, accessToken) => new signalR.HubConnectionBuilder()
  .withUrl(`${gateway.address}/hub/chat`, {
    skipNegotiation: true,
    transport: signalR.HttpTransportType.WebSockets,
    accessTokenFactory: () => accessToken,
  })
  .configureLogging(signalR.LogLevel.None)
  .build();

export default async function tokens(gateway) {
  const { token } = await gateway.signIn('Ann');
  const [header, payload] = token.split('.');
  const unsigned = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`;
  for (const forged of ['', 'nonsense', `${header}.${payload}.${'A'.repeat(43)}`, unsigned]) {
    await assert.rejects(connect(gateway, forged).start(), `Should have been refused: '${forged}'`);
  }

  assert.equal((await gateway.post('/api/v1/connect', {})).status, 401);
  const { status, body } = await gateway.post('/api/v1/connect', {}, token);
  assert.equal(status, 200);
  const first = connect(gateway, body.ticket);
  await first.start();
  assert.equal((await first.invoke('Hello', {})).user.name, 'Ann');
  await assert.rejects(connect(gateway, body.ticket).start(), 'A ticket was taken twice.');
  await first.stop();
}
