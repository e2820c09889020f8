/** Words of making one record of several. */
import { locale } from '@/i18n';

export const words = locale('merge', {
  title: '合并{{object}}', intro: '选一条保留下来，再逐项选择要保留的内容。其余的进入回收站，指向它们的记录转到保留的这条。',
  more: '选择要合并的{{object}}', add: '再加一条', remove: '不合并“{{title}}”', keep: '保留这条', kept: '保留', made: '创建于 {{day}}', following: '相关记录 {{n}}', field: '字段', together: '合在一起',
  same: '相同的内容（{{count}}）', mine: '按保留的那条', nothing: '无', follows: '{{list}} 会转到“{{title}}”', followsNone: '没有相关记录需要转移', counted: '{{object}} {{n}}', countedMore: '{{object}} {{n}}+',
  refused: '“{{title}}”不能合并：{{message}}', go: '合并为一条', done: '已合并为“{{title}}”', cancel: '取消', reload: '看新内容', back: '返回列表', missing: '这里没有可以合并的记录', chooseMore: '至少选择两条记录',
}, {
  title: 'Merge: {{object}}', intro: 'Choose the record that stays, then what it keeps of each. The others go to the recycle bin; what pointed to them points to the one that stays.',
  more: 'Choose what to merge: {{object}}', add: 'Add another', remove: 'Leave "{{title}}" out', keep: 'Keep this one', kept: 'Stays', made: 'Created {{day}}', following: '{{n}} related', field: 'Field', together: 'All together',
  same: 'The same in all ({{count}})', mine: 'As in the one that stays', nothing: 'nothing', follows: '{{list}} will belong to "{{title}}"', followsNone: 'No related records have to follow', counted: '{{object}} {{n}}', countedMore: '{{object}} {{n}}+',
  refused: '"{{title}}" cannot be merged: {{message}}', go: 'Merge into one', done: 'Merged into "{{title}}"', cancel: 'Cancel', reload: 'Look at it anew', back: 'Back to the list', missing: 'There is nothing to merge here', chooseMore: 'Choose two records at least',
});

export const useT = words.useT;
