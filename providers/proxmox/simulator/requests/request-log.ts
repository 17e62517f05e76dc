import type { LoggedRequest } from "./logged-request.js";

/** A log of the newest requests, and how one is added: the oldest go where there are more. */
export function requestLog(most = 10_000): {
  readonly requests: LoggedRequest[];
  readonly add: (request: LoggedRequest) => void;
} {
  const requests: LoggedRequest[] = [];
  return {
    requests,
    add: (request) => {
      requests.push(request);
      if (requests.length > most) requests.splice(0, requests.length - most);
    },
  };
}
