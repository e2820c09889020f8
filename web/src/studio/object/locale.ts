/** Words of new objects and of the navigation. */
import { locale } from '@/i18n';

export const objectWords = locale('studio.object', {
  newObject: '新建对象', hint: '对象是一类记录，例如“设备”“活动”“报价单”。建好后马上可以添加字段、设计表单。', name: '名称', titleName: '标题字段的名称', titleHint: '每条记录用它来称呼，例如“设备名称”', icon: '图标', colour: '颜色', group: '放在导航的', create: '建立对象', taken: '已经有一个叫“{{name}}”的对象', unnamedGroup: '第 {{n}} 组', basic: '基本信息', all: '全部{{name}}',
  navigation: '导航', navHint: '拖动来调整左侧导航的顺序和分组。', addGroup: '添加分组', groupName: '分组名称', removeGroup: '删除分组', moveEntry: '移动 {{name}}', hide: '从导航中移除', hidden: '没有放进导航', show: '放进导航', emptyGroup: '拖到这里', nameSuffix: '名称',
}, {
  newObject: 'New object', hint: 'An object is a kind of record, such as a device, an event or a quote. Once made, fields can be added and its form designed.', name: 'Name', titleName: 'Name of the title field', titleHint: 'What each record is called by, such as “Device name”', icon: 'Icon', colour: 'Colour', group: 'In the navigation under', create: 'Create object', taken: 'There is already an object called “{{name}}”', unnamedGroup: 'Group {{n}}', basic: 'Basics', all: 'All {{name}}',
  navigation: 'Navigation', navHint: 'Drag to change the order and the groups of the navigation on the left.', addGroup: 'Add group', groupName: 'Name of the group', removeGroup: 'Remove group', moveEntry: 'Move {{name}}', hide: 'Take out of the navigation', hidden: 'Not in the navigation', show: 'Put into the navigation', emptyGroup: 'Drop here', nameSuffix: 'name',
});

export const useT = objectWords.useT;
