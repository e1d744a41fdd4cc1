//! The modules of a crate, read from its files by following `mod` lines; tests are left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use syn::{Attribute, Item, ItemMod, UseTree};

/// Segments of a path or of a module's name, which begins with `crate`.
pub(super) type Segments = Vec<String>;

/// A module: the file that it is in, its items, and what its names stand for.
#[derive(Default)]
pub(super) struct Module {
    pub(super) file: String,
    pub(super) items: Vec<Item>,
    /// Names that `use` brings in, with the paths that they stand for.
    pub(super) names: BTreeMap<String, Segments>,
    /// Modules of which everything is brought in.
    pub(super) globs: Vec<Segments>,
    /// Names that items of the module define.
    pub(super) defined: BTreeSet<String>,
}

/// Every module of a crate by its name.
pub(super) type Modules = BTreeMap<Segments, Module>;

/// Reads a crate from its root file. `source` gives the text of a file, if there is one.
pub(super) fn read(root: &str, source: &dyn Fn(&str) -> Option<String>) -> Modules {
    let mut modules = Modules::new();
    let folder = Path::new(root).parent().unwrap().display().to_string();
    let items = parse(root, &source(root).expect("the root file is there"));
    add(&mut modules, vec!["crate".to_owned()], root, &folder, items, source);
    modules
}

fn parse(file: &str, text: &str) -> Vec<Item> {
    syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}")).items
}

/// Adds a module and those within it, whose files are in `folder`.
fn add(
    modules: &mut Modules,
    name: Segments,
    file: &str,
    folder: &str,
    items: Vec<Item>,
    source: &dyn Fn(&str) -> Option<String>,
) {
    let mut module = Module { file: file.to_owned(), ..Module::default() };
    for item in items {
        if is_test(attributes(&item)) {
            continue;
        }
        if let Item::Mod(inner) = item {
            add_inner(modules, &name, file, folder, inner, source);
        } else {
            module.note(&item);
            module.items.push(item);
        }
    }
    modules.insert(name, module);
}

fn add_inner(
    modules: &mut Modules,
    outer: &[String],
    file: &str,
    folder: &str,
    inner: ItemMod,
    source: &dyn Fn(&str) -> Option<String>,
) {
    let name = [outer, &[inner.ident.to_string()]].concat();
    let folder = format!("{folder}/{}", inner.ident);
    if let Some((_, items)) = inner.content {
        return add(modules, name, file, &folder, items, source);
    }
    let files = [format!("{folder}.rs"), format!("{folder}/mod.rs")];
    let found = files.iter().find_map(|file| Some((file, source(file)?)));
    let (file, text) = found.unwrap_or_else(|| panic!("{folder} has no file"));
    add(modules, name, file, &folder, parse(file, &text), source);
}

impl Module {
    /// Notes the names that an item brings in or defines.
    fn note(&mut self, item: &Item) {
        let ident = match item {
            Item::Use(item) => return self.bring_in(&item.tree),
            Item::Const(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            Item::Fn(item) => &item.sig.ident,
            Item::Static(item) => &item.ident,
            Item::Struct(item) => &item.ident,
            Item::Trait(item) => &item.ident,
            Item::Type(item) => &item.ident,
            Item::Macro(item) => match &item.ident {
                Some(ident) => ident,
                None => return,
            },
            _ => return,
        };
        self.defined.insert(ident.to_string());
    }

    fn bring_in(&mut self, tree: &UseTree) {
        for leaf in leaves(tree) {
            match leaf {
                Leaf::Name(name, path) => drop(self.names.insert(name, path)),
                Leaf::All(path) => self.globs.push(path),
            }
        }
    }
}

/// What one branch of a `use` brings in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Leaf {
    /// A name, and the path that it stands for.
    Name(String, Segments),
    /// Everything of a module.
    All(Segments),
}

/// The leaves of a `use`.
pub(super) fn leaves(tree: &UseTree) -> Vec<Leaf> {
    let mut found = Vec::new();
    grow(tree, &[], &mut found);
    found
}

fn grow(tree: &UseTree, before: &[String], found: &mut Vec<Leaf>) {
    let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
    let named = |ident: &syn::Ident| if ident == "self" { before.to_vec() } else { with(ident) };
    match tree {
        UseTree::Path(path) => grow(&path.tree, &with(&path.ident), found),
        UseTree::Name(name) => {
            let path = named(&name.ident);
            found.push(Leaf::Name(path.last().unwrap().clone(), path));
        }
        UseTree::Rename(name) => {
            found.push(Leaf::Name(name.rename.to_string(), named(&name.ident)));
        }
        UseTree::Glob(_) => found.push(Leaf::All(before.to_vec())),
        UseTree::Group(group) => group.items.iter().for_each(|tree| grow(tree, before, found)),
    }
}

/// Whether it is compiled for tests alone.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let test = |list: &syn::MetaList| list.tokens.to_string() == "test";
        attribute.path().is_ident("cfg") && attribute.meta.require_list().is_ok_and(test)
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Reads the program's own crates: the library and the command line.
pub(super) fn of_the_program() -> [Modules; 2] {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let source = |file: &str| std::fs::read_to_string(format!("{folder}{file}")).ok();
    ["src/lib.rs", "src/main.rs"].map(|root| read(root, &source))
}
