const firstMs = 500;
const longestMs = 30_000;

/**
 * How long to wait before another attempt to connect: a random part of a span that doubles ("full jitter"), so that the clients of a
 * restarted server do not all come back in the same moment. The first attempt comes almost at once.
 */
export function retryDelayMs(attempt: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(longestMs, firstMs * 2 ** attempt));
}
