//! How good the resolver is on an imported scheme: names of it that were left out of the import, as texts.
//!
//! `ESCO=<folder> cargo test --release --lib imported -- --ignored --nocapture` prints figures for `occupations.tsv` and
//! `skills.tsv` with the columns `esco_uri`, `isco08`, `label_en` and `alt_labels_en`. A quarter of the other names, by their
//! hash, are left out; of these, every text that is no other name is asked for: [`HELD`] a kind that only measure, then
//! [`TUNED`] that rules are tuned on.

use std::{
    collections::BTreeSet,
    env,
    path::Path,
    time::{Duration, Instant},
};

use sha2::{Digest, Sha256};

use super::*;
use crate::taxonomy::{
    import::{Options, import},
    suggest::Suggester,
};

const SOURCE: &str = "ESCO held";
const HELD: usize = 400;
const TUNED: usize = 1600;

/// A name that was left out, and the label of its concept.
type Asked = (String, String);

/// The file with every fourth other name left out, and these.
fn without_some(folder: &Path, file: &str) -> (String, Vec<Asked>) {
    let path = folder.join(file);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (label, others) = (at("label_en"), at("alt_labels_en"));
    let mut asked = Vec::new();
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    writer.write_record(&headers).unwrap();
    for row in reader.records().map(Result::unwrap) {
        let (out, kept): (Vec<&str>, Vec<&str>) =
            row[others].split(" | ").partition(|name| Sha256::digest(name)[0].is_multiple_of(4));
        asked.extend(out.into_iter().map(|name| (name.to_owned(), row[label].to_owned())));
        let kept = kept.join(" | ");
        let cells =
            row.iter().enumerate().map(|(at, cell)| if at == others { &kept } else { cell });
        writer.write_record(cells).unwrap();
    }
    asked.sort_by_key(|(name, _)| Sha256::digest(name).to_vec());
    (String::from_utf8(writer.into_inner().unwrap()).unwrap(), asked)
}

#[expect(clippy::cast_precision_loss, reason = "there are thousands of texts")]
fn print(half: &str, kind: ConceptKind, resolver: &Resolver, asked: &[Asked]) {
    let (mut gain, mut texts, mut first, mut certain, mut wrong) =
        (0.0_f64, 0_usize, 0_usize, 0_usize, 0_usize);
    let mut slowest = Duration::ZERO;
    let began = Instant::now();
    for (text, label) in asked {
        let right: BTreeSet<_> = resolver.named(label, kind).collect();
        let begins = Instant::now();
        let found =
            resolver.answer(text, &Question { kind, lang: Some(Lang::En), scheme: Some(SOURCE) });
        slowest = slowest.max(begins.elapsed());
        let rank = found.concepts.iter().take(10).position(|hit| right.contains(&*hit.id));
        let is = found.outcome == Outcome::Resolved;
        texts += 1;
        first += usize::from(rank == Some(0));
        certain += usize::from(is);
        wrong += usize::from(is && rank != Some(0));
        if is && rank != Some(0) {
            let Hit { name, confidence, matched, .. } = &found.concepts[0];
            eprintln!(
                "{half} wrong {kind}: `{text}` is {label}, not {name} ({confidence}, {matched:?})"
            );
        }
        gain += rank.map_or(0.0, |rank| 1.0 / (rank as f64 + 2.0).log2());
    }
    let of = |part: usize| 100.0 * part as f64 / texts as f64;
    eprintln!(
        "{half} {kind}: {texts} texts, nDCG@10 {:.3}, @1 {:.1} %, resolved {:.1} %, wrong {:.2} %, {:?} a text, at most {slowest:?}",
        gain / texts as f64,
        of(first),
        of(certain),
        of(wrong),
        began.elapsed() / u32::try_from(texts).unwrap()
    );
}

fn typed(suggester: &Suggester, asked: &[Asked]) {
    let begun = asked.iter().take(HELD).flat_map(|(text, _)| {
        [1, 2, 3, 5, 8].map(|letters| text.chars().take(letters).collect::<String>())
    });
    let time = |text: String| {
        let begins = Instant::now();
        suggester.suggest(&text, None, 10);
        begins.elapsed()
    };
    let mut times: Vec<_> = begun.map(time).collect();
    times.sort_unstable();
    eprintln!(
        "typeahead: p50 {:?}, p99 {:?}",
        times[times.len() / 2],
        times[times.len() * 99 / 100]
    );
}

#[test]
#[ignore = "reads the files of ESCO from the folder ESCO"]
fn an_imported_scheme_is_measured() {
    let folder = env::var("ESCO").unwrap();
    let files = [("skills.tsv", ConceptKind::Skill), ("occupations.tsv", ConceptKind::Occupation)];
    let mut taxonomy = Taxonomy::embedded().clone();
    let mut asked = Vec::new();
    for (file, kind) in files {
        let (text, out) = without_some(Path::new(&folder), file);
        let options = Options { kind: Some(kind), source: SOURCE.to_owned() };
        taxonomy = import(&taxonomy, &text, &options).unwrap().0;
        asked.push((kind, out));
    }
    let began = Instant::now();
    let resolver = Resolver::new(&taxonomy);
    eprintln!("indexed in {:?}", began.elapsed());
    for (kind, out) in &mut asked {
        out.retain(|(text, _)| resolver.named(text, *kind).next().is_none());
        print("held", *kind, &resolver, &out[..HELD]);
        print("tune", *kind, &resolver, &out[HELD..HELD + TUNED]);
    }
    typed(&Suggester::new(&taxonomy), &asked[1].1);
}
