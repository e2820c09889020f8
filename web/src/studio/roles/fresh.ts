/** What a role is called until somebody names it. */
import { roleWords } from './locale';

export const freshLabel = { 'zh-CN': roleWords.zh.newRole ?? '', en: roleWords.en.newRole ?? '' };
