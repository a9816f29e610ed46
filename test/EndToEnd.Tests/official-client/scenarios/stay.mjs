// A member that stays: whenever the connection is lost, the client comes back at once. It ends when it is killed.
export default async function stay(gateway) {
  const ann = await gateway.connect('Ann', { skipNegotiation: true });
  await ann.invoke('Join', { room: gateway.newRoom() });
  console.log('connected');
  await new Promise(resolve => ann.connection.onclose(resolve));
}
