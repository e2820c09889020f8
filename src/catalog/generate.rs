//! What an object shows when nobody has designed it: a layout with all fields, a table, a board when it has a pipeline.

use indexmap::IndexMap;

use super::model::{FieldPlace, Key, LayoutDef, Related, Section, SortDef, ViewDef, ViewKind};
use super::{Field, Object};
use crate::fields::Kind;
use crate::lang::Label;

/// Columns of a table nobody has chosen.
const COLUMNS: usize = 8;

pub(super) fn layout(object: &Object, objects: &IndexMap<Key, Object>) -> LayoutDef {
    let place = |field: &Field| FieldPlace {
        field: field.def.key.clone(),
        wide: needs_room(field.kind.as_ref()),
        visible_when: None,
        not_on_create: field.kind.computed(),
    };
    let section = Section {
        key: "main".to_owned(),
        label: Label::new("基本信息", "Details"),
        columns: 2,
        collapsed: false,
        visible_when: None,
        fields: object.own_fields().map(place).collect(),
    };
    let related = object.relations.iter().filter_map(|relation| {
        let child = objects.get(&relation.object)?;
        let others = child.own_fields().filter(|field| field.slot != child.title && field.def.key != relation.via && field.kind.sortable());
        let title = child.fields.get(child.title).into_iter();
        Some(Related { relation: relation.key.clone(), columns: title.chain(others.take(3)).map(|field| field.def.key.clone()).collect() })
    });
    LayoutDef {
        object: object.key.clone(),
        header: Vec::new(),
        sections: vec![section],
        related: related.collect(),
        timeline: Vec::new(),
        buttons: Vec::new(),
    }
}

/// Several lines of text, or files.
fn needs_room(kind: &dyn Kind) -> bool {
    kind.holds_files() || (kind.textual() && !kind.sortable())
}

pub(super) fn views(object: &Object) -> Vec<ViewDef> {
    let title = object.fields.get(object.title).into_iter();
    let others = object.own_fields().filter(|field| field.slot != object.title && field.kind.sortable());
    let columns: Vec<String> = title.chain(others).take(COLUMNS).map(|field| field.def.key.clone()).collect();
    let table = ViewDef {
        key: "all".to_owned(),
        label: Label::new("全部", "All"),
        kind: ViewKind::Table,
        filter: None,
        sort: vec![SortDef { field: "created_at".to_owned(), desc: true }],
        columns: columns.clone(),
        widths: IndexMap::new(),
        pipeline: None,
        sum: None,
        group: None,
    };
    let board = object.pipelines.first().map(|(pipeline, _)| ViewDef {
        key: "board".to_owned(),
        label: Label::new("看板", "Board"),
        kind: ViewKind::Board,
        sort: Vec::new(),
        columns: columns.into_iter().skip(1).take(3).collect(),
        pipeline: Some(pipeline.clone()),
        ..table.clone()
    });
    std::iter::once(table).chain(board).collect()
}
