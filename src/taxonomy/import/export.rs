//! The taxonomy, or a part of it, as a file that an import reads.

use csv::Writer;

use crate::{
    domain::values::language::Lang,
    taxonomy::{
        Concept, ConceptKind, EscoLink, Label, Labels, Lifecycle, Need, Relation, Skill, Taxonomy,
        Trade, formula::guarded, origins::suffix,
    },
};

/// Columns before those of names.
pub(super) const BEFORE_NAMES: [&str; 9] = [
    "kind",
    "id",
    "valid_from",
    "valid_to",
    "replaced_by",
    "isco08",
    "okpdtr",
    "category",
    "esco_uri",
];
/// Columns after those of names.
pub(super) const AFTER_NAMES: [&str; 4] =
    ["broader", "related", "essential_skills", "optional_skills"];

/// Which concepts to export; the default is all occupations and skills.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only this kind.
    pub kind: Option<ConceptKind>,
    /// Only ids that begin so, such as `esco.`.
    pub id_prefix: String,
}

impl Selection {
    fn holds(&self, kind: ConceptKind, id: &str) -> bool {
        self.kind.is_none_or(|of| of == kind) && id.starts_with(&self.id_prefix)
    }
}

/// Writes the selected concepts, occupations first, in the order of the taxonomy.
pub fn export(taxonomy: &Taxonomy, selection: &Selection) -> String {
    let mut rows = vec![header()];
    let trades = taxonomy
        .trades()
        .iter()
        .filter(|trade| selection.holds(ConceptKind::Occupation, trade.id()));
    rows.extend(trades.map(trade));
    let relations = Relations::of(taxonomy);
    let skills =
        taxonomy.skills().iter().filter(|skill| selection.holds(ConceptKind::Skill, skill.id()));
    rows.extend(skills.map(|skill| self::skill(skill, &relations)));
    let mut writer = Writer::from_writer(Vec::new());
    for row in rows {
        let row = row.into_iter().map(guarded);
        writer
            .write_record(row.collect::<Vec<_>>())
            .expect("memory takes any row, and all are of one length");
    }
    let bytes = writer.into_inner().expect("memory takes any row");
    String::from_utf8(bytes).expect("rows are text")
}

fn header() -> Vec<String> {
    let names = ["label", "synonyms"]
        .iter()
        .flat_map(|sort| Lang::ALL.iter().map(move |lang| format!("{sort}_{}", suffix(*lang))));
    let owned = |column: &&str| (*column).to_owned();
    BEFORE_NAMES.iter().map(owned).chain(names).chain(AFTER_NAMES.iter().map(owned)).collect()
}

fn trade(trade: &Trade) -> Vec<String> {
    let of = |need| {
        joined(trade.skills.iter().filter(|link| link.kind == need).map(|link| link.skill.as_str()))
    };
    let mut row = start(ConceptKind::Occupation, trade.id(), &trade.lifecycle);
    row.extend([
        if trade.isco08.is_known() { trade.isco08.to_string() } else { String::new() },
        text(trade.okpdtr.as_ref()),
        String::new(),
        uri(trade.esco.as_ref()),
    ]);
    row.extend(names(&trade.labels));
    row.extend([String::new(), String::new(), of(Need::Essential), of(Need::Optional)]);
    row
}

fn skill(skill: &Skill, relations: &Relations<'_>) -> Vec<String> {
    let units =
        joined(skill.isco_units.iter().map(crate::domain::concepts::occupation::IscoUnit::as_str));
    let mut row = start(ConceptKind::Skill, skill.id(), &skill.lifecycle);
    row.extend([units, String::new(), skill.category.clone(), uri(skill.esco.as_ref())]);
    row.extend(names(&skill.labels));
    row.extend([
        relations.from(skill, Relation::Broader),
        relations.from(skill, Relation::Related),
    ]);
    row.extend([String::new(), String::new()]);
    row
}

fn start(kind: ConceptKind, id: &str, lifecycle: &Lifecycle) -> Vec<String> {
    let Lifecycle { valid_from, valid_to, replaced_by } = lifecycle;
    let days = [valid_from, valid_to, replaced_by].map(|cell| text(cell.as_ref()));
    [kind.to_string(), id.to_owned()].into_iter().chain(days).collect()
}

fn text(cell: Option<&String>) -> String {
    cell.map_or_else(String::new, String::clone)
}

fn uri(link: Option<&EscoLink>) -> String {
    text(link.map(|link| &link.uri))
}

fn names(labels: &Labels) -> Vec<String> {
    let label = |lang: &Lang| text(labels.exactly(*lang).map(|label| &label.text));
    let synonyms =
        |lang: &Lang| joined(labels.synonyms(*lang).iter().map(|Label { text, .. }| text.as_str()));
    Lang::ALL.iter().map(label).chain(Lang::ALL.iter().map(synonyms)).collect()
}

/// Texts in one cell. Bars part them where one holds a semicolon; a second bar then stands for the end of the list.
fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let texts: Vec<_> = texts.collect();
    if texts.iter().any(|text| text.contains(';')) {
        format!("{} | ", texts.join(" | "))
    } else {
        texts.join(";")
    }
}

/// The relations of all skills, as they were written.
struct Relations<'a>(std::collections::HashMap<(&'a str, Relation), Vec<&'a str>>);

impl<'a> Relations<'a> {
    fn of(taxonomy: &'a Taxonomy) -> Self {
        let mut relations = std::collections::HashMap::<_, Vec<_>>::new();
        for known in &taxonomy.tables.relations {
            relations
                .entry((known.skill.as_str(), known.relation))
                .or_default()
                .push(known.target.as_str());
        }
        Self(relations)
    }

    fn from(&self, skill: &Skill, relation: Relation) -> String {
        joined(self.0.get(&(skill.id(), relation)).into_iter().flatten().copied())
    }
}
