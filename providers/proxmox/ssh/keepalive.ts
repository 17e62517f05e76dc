/** How the other side of a connection that nobody uses is asked for a sign of life. */
export const keepalive = {
  /** Milliseconds between questions: less than firewalls forget a connection after. */
  interval: 15_000,
  /** So many without an answer, and the connection counts as broken. */
  most: 3,
};
