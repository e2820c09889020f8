/** What the client sends and what it makes of the answers. */
import '@/i18n';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { api, ApiError, apiUrl, isApiError, onSignedOut } from './client';

const answer = (status: number, body?: unknown) => Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status }));

afterEach(() => vi.unstubAllGlobals());

describe('apiUrl', () => {
  it('writes objects as JSON and leaves empty values out', () =>
    expect(apiUrl('/records/x', { filter: { field: 'a', op: 'empty' }, count: true, deleted: false, q: '', cursor: null }))
      .toBe(`/api/records/x?filter=${encodeURIComponent('{"field":"a","op":"empty"}').replaceAll('%20', '+')}&count=1`));
});

describe('the client', () => {
  it('sends the header that a foreign site cannot, and the language', async () => {
    const fetch = vi.fn((_url: string, _init: RequestInit) => answer(201, { ok: true }));
    vi.stubGlobal('fetch', fetch);
    await expect(api.post('/records/x', { a: 1 })).resolves.toEqual({ ok: true });
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: 'POST', body: '{"a":1}', headers: { 'X-Mortise': '1', 'Accept-Language': 'zh-CN', 'Content-Type': 'application/json' } });
  });

  it('makes a typed error of a problem', async () => {
    vi.stubGlobal('fetch', () => answer(422, { code: 'gate', detail: 'no', missing: ['amount'], errors: [{ field: 'amount', code: 'required', message: 'm' }] }));
    const error = await api.get('/x').catch((one: unknown) => one);
    expect(isApiError(error, 'gate')).toBe(true);
    expect((error as ApiError).errors[0]?.field).toBe('amount');
    expect((error as ApiError).problem.missing).toEqual(['amount']);
  });

  it('says so when there is no server, and when nobody is signed in', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('down')));
    await expect(api.get('/x')).rejects.toMatchObject({ status: 0, code: 'offline' });
    const out = vi.fn();
    onSignedOut(out);
    vi.stubGlobal('fetch', () => answer(401, { code: 'unauthorised' }));
    await expect(api.get('/x')).rejects.toMatchObject({ status: 401 });
    expect(out).toHaveBeenCalledOnce();
  });

  it('takes an empty answer', async () => {
    vi.stubGlobal('fetch', () => answer(204));
    await expect(api.delete('/x')).resolves.toBeUndefined();
  });
});
