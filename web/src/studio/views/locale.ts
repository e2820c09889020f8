/** Words of the views of an object. */
import { locale } from '@/i18n';

export const viewWords = locale('studio.views', {
  views: '视图', hint: '所有人在列表顶部看到的视图，按这里的顺序排列；每个人还可以自己另存。', newView: '新建视图', moveView: '移动视图 {{name}}', name: '名称', kind: '种类', 'kind.table': '表格', 'kind.board': '看板', columns: '列', cardFields: '卡片上的字段', moveColumn: '移动列 {{name}}', removeColumn: '移除列 {{name}}', addColumn: '添加列', filter: '筛选', sort: '排序', addSort: '添加排序', asc: '从小到大', desc: '从大到小', removeSort: '移除排序', direction: '方向',
  pipeline: '按哪个流程分列', sum: '列头合计', group: '按字段分组', remove: '删除视图', none: '还没有视图', choose: '选择一个视图来设置', columnCount: '{{count}} 列', all: '全部记录',
}, {
  views: 'Views', hint: 'The views everybody sees above the list, in this order; people can save their own beside them.', newView: 'New view', moveView: 'Move view {{name}}', name: 'Name', kind: 'Kind', 'kind.table': 'Table', 'kind.board': 'Board', columns: 'Columns', cardFields: 'Fields on the card', moveColumn: 'Move column {{name}}', removeColumn: 'Remove column {{name}}', addColumn: 'Add column', filter: 'Filter', sort: 'Order', addSort: 'Add order', asc: 'Smallest first', desc: 'Largest first', removeSort: 'Remove order', direction: 'Direction',
  pipeline: 'Columns by pipeline', sum: 'Sum above the column', group: 'Group by', remove: 'Delete view', none: 'There are no views yet', choose: 'Choose a view to change it', columnCount: '{{count}} columns', columnCount_one: '{{count}} column', all: 'All records',
});

export const useT = viewWords.useT;
