//! A name of the document stands for one type: of two that bear it, one would be described as the other.

use std::collections::BTreeMap;

use syn::{Attribute, Item, ItemStruct};

use super::sources::{self, Module};

/// The name under which the document has a type, if it has it.
fn schema_of(one: &ItemStruct) -> Option<String> {
    let text = |attribute: &Attribute| {
        attribute.meta.require_list().map_or_else(|_| String::new(), |list| list.tokens.to_string())
    };
    let of = |word: &'static str| {
        one.attrs.iter().filter(move |attribute| attribute.path().is_ident(word)).map(text)
    };
    if !of("derive").any(|derived| derived.split([',', ' ']).any(|one| one == "ToSchema")) {
        return None;
    }
    let renamed = of("schema").find_map(|text| {
        let (_, name) = text.split_once("as = ")?;
        Some(name.split([',', ' ']).next()?.to_owned())
    });
    Some(renamed.unwrap_or_else(|| one.ident.to_string()))
}

#[test]
fn a_name_of_the_document_is_one_type() {
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let [library, _] = sources::of_the_program();
    for Module { file, items, .. } in library.values() {
        for item in items {
            let Item::Struct(one) = item else { continue };
            if let Some(name) = schema_of(one) {
                files.entry(name).or_default().push(file.clone());
            }
        }
    }
    assert!(files.len() > 100, "{}", files.len());
    let twice: Vec<_> = files.iter().filter(|(_, files)| files.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}
