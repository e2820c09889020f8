/** The engine's API as the UI uses it. */
export * from './account';
export * from './attachments';
export * from './audit';
export * from './catalog';
export * from './chores';
export { ApiError, isApiError, type FieldError } from './client';
export * from './draft';
export * from './handovers';
export * from './imports';
export * from './keys';
export * from './lists';
export * from './live';
export * from './notices';
export * from './records';
export * from './session';
export type * from './types';
export { isAnd, isNot, isOr, isTerm } from './types';
export * from './views';
