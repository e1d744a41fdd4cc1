//! A text to compare with names: its words, its letters, and what it is about.

use std::collections::BTreeSet;

use super::{
    asked::Asked,
    content_words::is_stop_word,
    context::Rank,
    script::{Script, script},
    tokens::Token,
};
use crate::{
    domain::{folding::fold, values::language::Lang},
    taxonomy::names::Name,
};

/// Prepositions that tell where the work is.
const PLACING: [&str; 6] = ["на", "в", "во", "при", "at", "in"];
/// Words that join what tells how, or more of the same.
const TELLING_HOW: [&str; 10] = ["по", "под", "из", "для", "от", "к", "и", "for", "and", "by"];
/// A text to compare with names.
pub(super) struct Query<'a> {
    /// In lower case.
    pub(super) text: String,
    /// Folded.
    pub(super) key: String,
    /// The words that mean something.
    pub(super) words: Vec<&'a Token>,
    pub(super) asked: Asked<'a>,
    script: Script,
    /// The words behind a preposition that tells where: `токарь на авиазавод`.
    tails: BTreeSet<String>,
    /// Those behind one that tells how, which skills are named without: `шпаклевка стен под обои`.
    manners: BTreeSet<String>,
    /// The rank that it is about.
    pub(super) rank: Rank,
}

impl<'a> Query<'a> {
    /// Asks for these tokens.
    pub(super) fn new(tokens: &[&'a Token], asked: Asked<'a>) -> Self {
        let joined = |part: fn(&Token) -> &str| {
            tokens.iter().map(|token| part(token)).collect::<Vec<_>>().join(" ")
        };
        let text = joined(|token| &token.raw);
        let meaningful: Vec<_> =
            tokens.iter().copied().filter(|token| !is_stop_word(&token.raw)).collect();
        let mut words = if meaningful.is_empty() { tokens.to_vec() } else { meaningful };
        let mut seen = BTreeSet::new();
        words.retain(|token| seen.insert(token.key.as_str()));
        words.retain(|token| !repeats(tokens, token));
        let (key, script, rank) = (joined(|token| &token.key), script(&text), Rank::of(&text));
        let (tails, manners) = (tails_of_place(tokens), tails(tokens, &TELLING_HOW));
        Self { text, key, words, asked, script, tails, manners, rank }
    }

    /// Asks for a whole text, noise and all.
    pub(super) fn whole(text: &str, asked: Asked<'a>) -> Self {
        Self {
            text: text.to_lowercase(),
            key: fold(text),
            words: Vec::new(),
            asked,
            script: script(text),
            tails: BTreeSet::new(),
            manners: BTreeSet::new(),
            rank: Rank::of(text),
        }
    }

    /// Whether a word only tells where the work is, or how, if names do without that.
    pub(super) fn is_aside(&self, word: &Token, how: bool) -> bool {
        self.tails.contains(&word.key) || how && self.manners.contains(&word.key)
    }

    /// How near the letters of a name are to those of the text, among names of one score.
    pub(super) fn affinity(&self, name: &Name) -> u8 {
        let of_script = match name.lang {
            Lang::UzLatn | Lang::En => Script::Latin,
            Lang::Ru | Lang::UzCyrl | Lang::Tt => Script::Cyrillic,
        };
        u8::from(of_script == self.script) + u8::from(name.text.to_lowercase() == self.text)
    }
}

/// The words behind a preposition that tells where the work is.
pub(super) fn tails_of_place(tokens: &[&Token]) -> BTreeSet<String> {
    tails(tokens, &PLACING)
}

/// The words behind one of these prepositions, up to the next part.
fn tails(tokens: &[&Token], prepositions: &[&str]) -> BTreeSet<String> {
    let mut tails = BTreeSet::new();
    let mut of = None;
    for (at, token) in tokens.iter().enumerate() {
        if at > 0 && prepositions.contains(&token.raw.as_str()) {
            of = Some(token.part);
        } else if of == Some(token.part) {
            tails.insert(token.key.clone());
        }
    }
    tails
}

/// Whether a word only says again what a worker of an earlier word does: `монтажник по монтажу`.
fn repeats(tokens: &[&Token], word: &Token) -> bool {
    let agents = ["nik", "shik", "chik", "ist"];
    let before = tokens.iter().take_while(|token| !std::ptr::eq(**token, word));
    before.into_iter().any(|token| {
        let root = agents.iter().find_map(|agent| token.key.strip_suffix(agent));
        root.is_some_and(|root| {
            root.len() >= 5
                && word.key.starts_with(root)
                && word.key.len() <= root.len() + 4
                && word.key.len() < token.key.len() + 2
                && !agents.iter().any(|agent| word.key.ends_with(agent))
        })
    })
}
