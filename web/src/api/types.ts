/** Every type of the API in one place; the files beside hold them by subject. */
export * from './types/catalog';
export * from './types/draft';
export * from './types/files';
export * from './types/filter';
export * from './types/imports';
export * from './types/label';
export * from './types/records';
export * from './types/session';
