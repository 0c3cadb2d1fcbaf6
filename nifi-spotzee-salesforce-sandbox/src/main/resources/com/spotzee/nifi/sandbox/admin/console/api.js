/** The admin API. What it refuses is thrown with its own sentence that says what to do. */

export async function get(path) {
  return ask('GET', path);
}

export async function send(method, path, body) {
  return ask(method, path, body);
}

/** A path of segments, each of which may hold anything. */
export function path(...segments) {
  return segments.map((segment) => `/${encodeURIComponent(segment)}`).join('');
}

async function ask(method, address, body) {
  const response = await fetch(address, {
    method,
    headers: {Accept: 'application/json', ...(body === undefined ? {} : {'Content-Type': 'application/json'})},
    body: body === undefined ? undefined : JSON.stringify(body),
    redirect: 'error',
  }).catch(() => {
    throw new Error('The sandbox does not answer: is it still running?');
  });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : null;
  if (!response.ok) {
    throw new Error(answer?.detail ?? `The sandbox answered with status ${response.status}.`);
  }
  return answer;
}
