//! Retired fields leave the screens by themselves: what names them in layouts and views is left out of the compiled ones
//! and stays in the files, so that a field taken back into use stands where it stood.

use indexmap::IndexMap;

use crate::catalog::Object;
use crate::catalog::model::{Key, LayoutDef, ViewDef};

/// The objects there are, by key.
pub(in crate::catalog) type Objects<'a> = &'a dyn Fn(&str) -> Option<&'a Object>;

pub(in crate::catalog) fn in_layout(mut layout: LayoutDef, object: &Object, objects: Objects<'_>) -> LayoutDef {
    layout.header.retain(|key| !is_retired(object, key, objects));
    for section in &mut layout.sections {
        section.fields.retain(|place| !is_retired(object, &place.field, objects));
    }
    layout.related.retain(|related| object.relation(&related.relation).is_some());
    layout.timeline.retain(|relation| object.relation(relation).is_some());
    for related in &mut layout.related {
        if let Some(child) = object.relation(&related.relation).and_then(|relation| objects(&relation.object)) {
            related.columns.retain(|column| !is_retired(child, column, objects));
        }
    }
    layout
}

pub(in crate::catalog) fn in_views(mut views: Vec<ViewDef>, object: &Object, objects: Objects<'_>) -> Vec<ViewDef> {
    let retired = |path: &String| is_retired(object, path, objects);
    for view in &mut views {
        view.columns.retain(|column| !retired(column));
        view.sort.retain(|sort| !retired(&sort.field));
        view.group.take_if(|group| retired(group));
        view.sum.take_if(|sum| retired(sum));
    }
    views
}

/// Whether a path goes through or ends at a retired field; paths to nothing are told elsewhere.
fn is_retired(object: &Object, path: &str, objects: Objects<'_>) -> bool {
    let mut at = Some(object);
    for key in path.split('.') {
        let Some(field) = at.and_then(|object| object.by_key.get(key).and_then(|slot| object.fields.get(*slot))) else { return false };
        if field.def.retired {
            return true;
        }
        at = field.kind.reference().and_then(|reference| objects(&reference.object));
    }
    false
}

/// Whether a relation is gone only because the lookup that makes it is retired.
pub(super) fn is_retired_relation(object: &Object, key: &str, objects: &IndexMap<Key, Object>) -> bool {
    let makes_it = |field: &crate::catalog::Field| {
        let reference = field.kind.reference().filter(|reference| field.def.retired && reference.object == object.key);
        reference.and_then(|reference| reference.inverse.as_ref()).is_some_and(|(inverse, _)| inverse == key)
    };
    objects.values().flat_map(|child| &child.fields).any(makes_it)
}
