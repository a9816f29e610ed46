// Runs one scenario: node run.mjs <gateway's address> <scenario> [arguments...]. Exit code 0 means that everything was as expected.
import { Gateway } from './gateway.mjs';

const [address, scenario, ...args] = process.argv.slice(2);
const { default: run } = await import(`./scenarios/${scenario}.mjs`);
const gateway = new Gateway(address);
try {
  await run(gateway, ...args);
  console.log(`${scenario}: as expected`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await gateway.close();
}
