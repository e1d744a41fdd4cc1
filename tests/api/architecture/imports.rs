//! What each file uses of others: every path in it, resolved to the file that defines what the path names.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use super::sources::{Leaf, Modules, Segments, leaves};

/// The files that each file uses.
pub(super) type Imports = BTreeMap<String, BTreeSet<String>>;

/// The paths of each module, as they are written.
pub(super) fn paths(modules: &Modules) -> Vec<(&Segments, Segments)> {
    let of = |name| {
        let mut found = Paths::default();
        modules[name].items.iter().for_each(|item| found.visit_item(item));
        found.0.into_iter().map(move |path| (name, path))
    };
    modules.keys().flat_map(of).collect()
}

/// Which files each file uses.
pub(super) fn imports(modules: &Modules) -> Imports {
    let mut imports = Imports::new();
    for (from, path) in paths(modules) {
        let file = &modules[from].file;
        if let Some(Place::Item(used)) = resolve(modules, from, &path, &mut BTreeSet::new())
            && used != *file
        {
            imports.entry(file.clone()).or_default().insert(used);
        }
    }
    imports
}

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A module, of which nothing is used yet.
    Module(Segments),
    /// Something that this file defines.
    Item(String),
}

/// Follows a path from a module; `None` leads out of the crate. `seen` keeps names that stand for themselves from
/// leading round and round.
pub(super) fn resolve(
    modules: &Modules,
    from: &[String],
    path: &[String],
    seen: &mut BTreeSet<(Segments, String)>,
) -> Option<Place> {
    let (first, mut rest) = path.split_first()?;
    let mut at = match first.as_str() {
        "crate" => vec!["crate".to_owned()],
        "self" => from.to_vec(),
        "super" => parent(from),
        name => match named(modules, from, name, seen)? {
            Place::Module(module) => module,
            item @ Place::Item(_) => return Some(item),
        },
    };
    while let Some((name, others)) = rest.split_first() {
        rest = others;
        if name == "super" {
            at = parent(&at);
            continue;
        }
        // What no item defines comes from a macro of the module.
        let of_macro = || Place::Item(modules[&at].file.clone());
        match named(modules, &at, name, seen).unwrap_or_else(of_macro) {
            Place::Module(module) => at = module,
            item @ Place::Item(_) => return Some(item),
        }
    }
    Some(Place::Module(at))
}

fn parent(module: &[String]) -> Segments {
    module[..module.len() - 1].to_vec()
}

/// What a name stands for in a module: a module within, something that it defines, or something that it brings in.
fn named(
    modules: &Modules,
    at: &[String],
    name: &str,
    seen: &mut BTreeSet<(Segments, String)>,
) -> Option<Place> {
    let inner = [at, &[name.to_owned()]].concat();
    if modules.contains_key(&inner) {
        return Some(Place::Module(inner));
    }
    let module = &modules[at];
    if module.defined.contains(name) {
        return Some(Place::Item(module.file.clone()));
    }
    if !seen.insert((at.to_vec(), name.to_owned())) {
        return None;
    }
    if let Some(path) = module.names.get(name) {
        return resolve(modules, at, path, seen);
    }
    module.globs.iter().find_map(|glob| match resolve(modules, at, glob, seen)? {
        Place::Module(module) => named(modules, &module, name, seen),
        Place::Item(_) => None,
    })
}

/// Collects paths: of `use`, in code, and within the tokens of macros and attributes.
#[derive(Default)]
struct Paths(Vec<Segments>);

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let path = |leaf| match leaf {
            Leaf::Name(_, path) | Leaf::All(path) => path,
        };
        self.0.extend(leaves(&item.tree).into_iter().map(path));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let before = self.0.len();
        self.tokens(call.tokens.clone());
        if call.path.segments.last().is_some_and(|name| name.ident == "table") {
            // Diesel puts a module around what it is given, so its paths begin one step further down.
            let one_less = |path: &mut Segments| {
                if path[0] == "super" {
                    drop(path.remove(0))
                }
            };
            self.0[before..].iter_mut().for_each(one_less);
        }
        visit::visit_macro(self, call);
    }

    fn visit_meta_list(&mut self, list: &'ast syn::MetaList) {
        self.tokens(list.tokens.clone());
        visit::visit_meta_list(self, list);
    }
}

impl Paths {
    /// Collects names with `::` between, at least two of them.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Segments = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.end(&mut path);
                    }
                    (colons, ()) = (0, path.push(name.to_string()));
                }
                other => {
                    self.end(&mut path);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Segments) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.0.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sources::read, *};

    fn of(files: &[(&str, &str)]) -> Vec<(String, Vec<String>)> {
        let source = |file: &str| {
            files.iter().find(|(name, _)| *name == file).map(|(_, text)| (*text).to_owned())
        };
        let all = imports(&read("src/lib.rs", &source));
        all.into_iter().map(|(file, used)| (file, used.into_iter().collect())).collect()
    }

    fn from_a(text: &str) -> Vec<String> {
        let files = [
            ("src/lib.rs", "mod a; mod b; mod c; pub struct Root;"),
            ("src/a/mod.rs", &format!("mod inner; {text}")),
            ("src/a/inner.rs", "pub struct Inner;"),
            (
                "src/b.rs",
                "pub use crate::c::deep::Thing; pub use super::c::deep::*; pub struct Own;",
            ),
            ("src/c/mod.rs", "pub mod deep;"),
            (
                "src/c/deep.rs",
                "pub struct Thing; pub struct Other; words! { Word {} } macro_rules! each { () => {} } pub use each;",
            ),
        ];
        let all = of(&files);
        all.into_iter()
            .find(|(file, _)| file == "src/a/mod.rs")
            .map(|(_, used)| used)
            .unwrap_or_default()
    }

    #[test]
    fn every_way_to_name_something_is_followed_to_its_file() {
        for (text, expected) in [
            ("use crate::b::Own;", "src/b.rs"),
            ("use crate::{b::Own as Mine};", "src/b.rs"),
            ("use crate::b::Thing;", "src/c/deep.rs"),
            ("use crate::b::Other;", "src/c/deep.rs"),
            ("use crate::c::deep::Word;", "src/c/deep.rs"),
            ("use crate::c::deep::each;", "src/c/deep.rs"),
            ("use super::Root;", "src/lib.rs"),
            ("use self::inner::Inner;", "src/a/inner.rs"),
            ("pub use inner::Inner;", "src/a/inner.rs"),
            ("fn f() -> crate::b::Own { todo!() }", "src/b.rs"),
            ("fn f() { super::c::deep::Thing::new() }", "src/c/deep.rs"),
            ("fn f() { use crate::b::Own; }", "src/b.rs"),
            ("use crate::c; fn f() { c::deep::Thing::new() }", "src/c/deep.rs"),
            ("use crate::c::{self, deep}; fn f(_: deep::Other) {}", "src/c/deep.rs"),
            ("fn f() { vec![[crate::b::Own]]; }", "src/b.rs"),
            ("macro_rules! m { () => { $crate::b::Own } }", "src/b.rs"),
            ("#[schema(value_type = crate::b::Own)] struct S;", "src/b.rs"),
            ("mod inline { use super::super::b::Own; }", "src/b.rs"),
            ("diesel::table! { use super::super::b::Own; t (id) { id -> Own, } }", "src/b.rs"),
        ] {
            assert_eq!(from_a(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_uses_no_other_file_is_no_import() {
        for text in [
            "",
            "use std::fmt::Display; use serde::Serialize;",
            "pub(in crate::b) struct S;",
            "use crate::c;",
            "struct S; fn f(_: self::S) -> S { S::new() }",
            "#[cfg(test)] mod tests { use crate::b::Own; }",
            "#[cfg(test)] use crate::b::Own;",
            "// use crate::b::Own;",
            "const TEXT: &str = \"crate::b::Own\";",
        ] {
            assert_eq!(from_a(text), [""; 0], "{text}");
        }
    }
}
