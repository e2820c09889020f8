/** Speaks HTTP with the engine: headers, JSON, problem+json → ApiError. Knows no resource. */
import type { Lang } from './types';

export interface FieldError {
  field: string;
  code: string;
  message: string;
}

export interface Problem {
  title?: string;
  status?: number;
  code?: string;
  detail?: string;
  errors?: FieldError[];
  [extra: string]: unknown;
}

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

export type QueryValue = string | number | boolean | null | undefined | object;

interface Options {
  query?: Record<string, QueryValue>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

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

export const api = {
  get: <T>(path: string, query?: Options['query'], signal?: AbortSignal) => send<T>('GET', path, { query, signal }),
  post: <T>(path: string, body?: unknown, options?: Options) => send<T>('POST', path, { body, ...options }),
  patch: <T>(path: string, body: unknown, options?: Options) => send<T>('PATCH', path, { body, ...options }),
  delete: <T = void>(path: string, query?: Options['query']) => send<T>('DELETE', path, { query }),
};

/** An address under /api; empty query values are left out, objects become JSON. */
export function apiUrl(path: string, query?: Options['query']): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '' || value === false) continue;
    params.set(key, value === true ? '1' : typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  const text = params.toString();
  return `/api${path}${text ? `?${text}` : ''}`;
}

async function send<T>(method: string, path: string, options: Options): Promise<T> {
  const raw = options.body instanceof Blob || options.body instanceof ArrayBuffer;
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language, 'X-Mortise': '1' };
  if (options.body !== undefined && !raw) headers['Content-Type'] = 'application/json';
  const response = await fetch(apiUrl(path, options.query), {
    method,
    headers: { ...headers, ...options.headers },
    body: options.body === undefined ? undefined : raw ? (options.body as Blob) : JSON.stringify(options.body),
    signal: options.signal,
    credentials: 'same-origin',
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, offline);
  });
  if (!response.ok) throw await failure(response);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
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
