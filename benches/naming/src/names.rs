//! Names beside those of the taxonomy: read from tables of ESCO, or made up to the same number.

use std::path::{Path, PathBuf};

use anyhow::Context;

/// How many occupations and skills ESCO has, and how many names each of them has beside its label.
const ESCO: [(usize, usize); 2] = [(3_039, 10), (13_485, 6)];

/// Words that made-up names consist of.
const WORDS: [&str; 40] = [
    "assemble",
    "bridge",
    "calibrate",
    "ceramic",
    "chemical",
    "control",
    "cutting",
    "design",
    "electrical",
    "engine",
    "equipment",
    "fabric",
    "finish",
    "furnace",
    "glass",
    "handle",
    "inspect",
    "install",
    "laboratory",
    "leather",
    "machine",
    "maintain",
    "manage",
    "measure",
    "metal",
    "monitor",
    "operate",
    "packaging",
    "paper",
    "perform",
    "pipeline",
    "plastic",
    "precision",
    "prepare",
    "repair",
    "safety",
    "supervise",
    "textile",
    "vehicle",
    "welding",
];

/// A concept: its label, its other names, and its ISCO-08 group if it is an occupation.
pub struct Concept {
    label: String,
    others: String,
    isco08: String,
}

/// Occupations and skills to put beside those of the taxonomy.
pub struct Extra {
    pub trades: Vec<Concept>,
    pub skills: Vec<Concept>,
}

/// Reads tables of ESCO: rows with an ISCO-08 group are occupations, the others skills.
pub fn read(files: &[PathBuf]) -> anyhow::Result<Extra> {
    let mut concepts = Vec::new();
    for file in files {
        concepts.extend(table(file)?);
    }
    let (skills, trades) =
        concepts.into_iter().partition(|concept: &Concept| concept.isco08.is_empty());
    Ok(Extra { trades, skills })
}

fn table(file: &Path) -> anyhow::Result<Vec<Concept>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .flexible(true)
        .from_path(file)
        .with_context(|| format!("{}", file.display()))?;
    let columns = reader.headers()?.clone();
    let at = |name: &str| columns.iter().position(|column| column == name);
    let label = at("label_en").context("there is no column `label_en`")?;
    let (others, isco08) = (at("alt_labels_en"), at("isco08"));
    let mut concepts = Vec::new();
    for row in reader.records() {
        let row = row?;
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default();
        concepts.push(Concept {
            label: cell(Some(label)).to_owned(),
            others: cell(others).replace(" | ", ";"),
            isco08: cell(isco08).to_owned(),
        });
    }
    Ok(concepts)
}

/// Makes up as many names as ESCO has, of three words each; the same ones every time.
pub fn made_up() -> Extra {
    let mut state = 0_u64;
    let [trades, skills] =
        [("9329", ESCO[0]), ("", ESCO[1])].map(|(isco08, (concepts, others))| {
            (0..concepts).map(|_| concept(&mut state, isco08, others)).collect()
        });
    Extra { trades, skills }
}

fn concept(state: &mut u64, isco08: &str, others: usize) -> Concept {
    let label = made_up_name(state);
    let others: Vec<_> = (0..others).map(|_| made_up_name(state)).collect();
    Concept { label, others: others.join(";"), isco08: isco08.to_owned() }
}

fn made_up_name(state: &mut u64) -> String {
    let words: Vec<_> = (0..3).map(|_| word(state)).collect();
    words.join(" ")
}

/// Two of the words, run together at any letter: as many different words as a language has.
fn word(state: &mut u64) -> String {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let drawn = usize::try_from(*state >> 33).unwrap_or(0);
    let (one, other) = (WORDS[drawn % 40], WORDS[drawn / 40 % 40]);
    let cut = 2 + drawn / 1_600 % 4;
    format!("{}{other}", &one[..cut.min(one.len())])
}

/// A table of the taxonomy with further concepts.
pub fn with(table: &str, extra: &[Concept]) -> anyhow::Result<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut columns: Vec<_> = reader.headers()?.iter().map(str::to_owned).collect();
    if !columns.iter().any(|column| column == "synonyms_en") {
        columns.push("synonyms_en".to_owned());
    }
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    writer.write_record(&columns)?;
    for row in reader.records() {
        let mut row = row?;
        while row.len() < columns.len() {
            row.push_field("");
        }
        writer.write_record(&row)?;
    }
    for (number, concept) in extra.iter().enumerate() {
        let id = format!("x{number}");
        writer.write_record(columns.iter().map(|column| concept.cell(column, &id)))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

impl Concept {
    fn cell(&self, column: &str, id: &str) -> String {
        match column {
            // A skill's id has a dot, a trade's has none.
            "id" if self.isco08.is_empty() => format!("esco.{id}"),
            "id" => format!("esco_{id}"),
            "isco08" => self.isco08.clone(),
            "category" => "esco".to_owned(),
            "label_en" => self.label.clone(),
            "synonyms_en" => self.others.clone(),
            _ => String::new(),
        }
    }
}
