/** What the client sends and what it makes of the answers. */
import '@/i18n';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { answer, api, ApiError, isApiError, onSignedOut, queryText } from './client';

const says = (status: number, body?: unknown) => Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status }));
const read = () => answer(api.GET('/api/session'));

afterEach(() => vi.unstubAllGlobals());

describe('queryText', () => {
  it('writes objects as JSON and leaves empty values out', () =>
    expect(queryText({ filter: { field: 'a', op: 'empty' }, count: true, deleted: false, q: '', cursor: null }))
      .toBe(`filter=${encodeURIComponent('{"field":"a","op":"empty"}').replaceAll('%20', '+')}&count=true`));
});

describe('the client', () => {
  it('sends the header that a foreign site cannot, the language, path, query and body', async () => {
    const fetch = vi.fn((_request: Request) => says(201, { record: {} }));
    vi.stubGlobal('fetch', fetch);
    const call = api.POST('/api/records/{object}', { params: { path: { object: 'x' }, query: { accept_duplicates: true } }, body: { a: 1 } });
    await expect(answer(call)).resolves.toEqual({ record: {} });
    const request = fetch.mock.calls[0]?.[0] as Request;
    expect([request.method, new URL(request.url).pathname, new URL(request.url).search]).toEqual(['POST', '/api/records/x', '?accept_duplicates=true']);
    expect(['X-Mortise', 'Accept-Language', 'Content-Type'].map((name) => request.headers.get(name))).toEqual(['1', 'zh-CN', 'application/json']);
    await expect(request.json()).resolves.toEqual({ a: 1 });
  });

  it('makes a typed error of a problem', async () => {
    vi.stubGlobal('fetch', () => says(422, { code: 'gate', detail: 'no', missing: ['amount'], errors: [{ field: 'amount', code: 'required', message: 'm' }] }));
    const error = await read().catch((one: unknown) => one);
    expect(isApiError(error, 'gate')).toBe(true);
    expect((error as ApiError).errors[0]?.field).toBe('amount');
    expect((error as ApiError).problem.missing).toEqual(['amount']);
  });

  it('says so when there is no server, and when nobody is signed in', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('down')));
    await expect(read()).rejects.toMatchObject({ status: 0, code: 'offline' });
    const out = vi.fn();
    onSignedOut(out);
    vi.stubGlobal('fetch', () => says(401, { code: 'unauthorised' }));
    await expect(read()).rejects.toMatchObject({ status: 401 });
    expect(out).toHaveBeenCalledOnce();
  });

  it('leaves it to whoever gave up a call', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new DOMException('given up', 'AbortError')));
    await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('takes an empty answer', async () => {
    vi.stubGlobal('fetch', () => says(204));
    await expect(answer(api.DELETE('/api/session'))).resolves.toBeUndefined();
  });
});
