/** Speaks HTTP with the engine: the client made of the API's description, headers, problem+json → ApiError. Knows no resource. */
import createClient from 'openapi-fetch';
import type { components, paths } from './generated';
import type { Lang } from './types';

export type FieldError = components['schemas']['FieldError'];

/** What the engine says when it does not do what was asked; without a server there is less of it. */
export type Problem = Partial<components['schemas']['Problem']>;

/** What the engine answered when it did not do what was asked. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: FieldError[];
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.detail || problem.title || `HTTP ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? (status === 0 ? 'offline' : 'unknown');
    this.errors = problem.errors ?? [];
    this.problem = problem;
  }
}

export const isApiError = (error: unknown, code?: string): error is ApiError =>
  error instanceof ApiError && (code === undefined || error.code === code);

let language: Lang = 'zh-CN';
let offline: Problem = {};
let signedOut: () => void = () => undefined;

/** The language of answers from now on. */
export function setApiLanguage(lang: Lang, whenOffline: Problem) {
  language = lang;
  offline = whenOffline;
}

/** Called when the engine says that nobody is signed in any more. */
export function onSignedOut(callback: () => void) {
  signedOut = callback;
}

/** Each call by its path, as the description has it: `api.GET('/api/records/{object}', …)`. */
export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: 'same-origin',
  querySerializer: queryText,
  // Looked up with each call, so that tests can stand in for the server.
  fetch: (request) => fetch(request),
});

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', language);
    request.headers.set('X-Mortise', '1');
  },
  async onResponse({ response }) {
    if (!response.ok) throw await failure(response);
  },
  onError({ error }) {
    if (error instanceof ApiError || (error instanceof DOMException && error.name === 'AbortError')) return;
    return new ApiError(0, offline);
  },
});

/** The answer itself; what went wrong was thrown. */
export const answer = async <T>(call: Promise<{ data?: T }>): Promise<T> => (await call).data as T;

/** What an upload takes beside its query. */
export const fileBody = (file: File) => ({
  body: file as unknown as string,
  bodySerializer: () => file,
  headers: { 'Content-Type': file.type || 'application/octet-stream' },
});

/** Empty values are left out, objects become JSON. */
export function queryText(query: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '' || value === false) continue;
    params.set(key, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  return params.toString();
}

async function failure(response: Response): Promise<ApiError> {
  const text = await response.text();
  let problem: Problem = {};
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    problem = { title: text.slice(0, 200) || response.statusText };
  }
  const error = new ApiError(response.status, problem);
  if (error.status === 401 && error.code !== 'bad_credentials') signedOut();
  return error;
}
