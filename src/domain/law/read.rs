//! From a file to a rule set, with everything that is wrong with it and the line where it stands.

use std::{collections::BTreeMap, fmt, sync::LazyLock};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::law::{
    activity::is_prefix,
    calendar::{CalendarYear, Calendars},
    formula::product_in_minor,
    route::Route,
    rule::Rule,
    rule_set::{Example, RuleSet, Source},
    terms::Terms,
    words::RuleStatus,
};

/// The form that files are written in.
const FORMAT: &str = "koprik-rules-1";
/// Letters of the name of a set.
const LONGEST_NAME: usize = 100;

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and how to mend it.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'f> {
    format: String,
    rule_set: Head,
    sources: BTreeMap<String, Source>,
    #[serde(borrow)]
    rules: Vec<&'f RawValue>,
    #[serde(borrow)]
    calendars: Vec<&'f RawValue>,
    #[serde(borrow, default)]
    examples: Vec<&'f RawValue>,
    #[serde(borrow, default)]
    routes: BTreeMap<String, &'f RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    id: String,
    recorded_at: NaiveDate,
}

/// Something read, and the line where it stands.
type Lined<T> = (usize, T);

/// The file of the project's own set.
pub const OWN_TEXT: &str = include_str!("data/rules.json");

/// The project's own set: what could be sourced for the corridor, for demonstrations and dry runs.
pub static OWN: LazyLock<Vec<RuleSet>> = LazyLock::new(|| {
    let set = read(OWN_TEXT);
    vec![set.expect("a test reads the project's own rules")]
});

/// Reads a set. Every fault is told at once.
pub fn read(text: &str) -> Result<RuleSet, Vec<Fault>> {
    let file: File<'_> = serde_json::from_str(text)
        .map_err(|error| vec![Fault { line: error.line(), what: error.to_string() }])?;
    let mut reader = Reader { text, sources: &file.sources, faults: Vec::new() };
    if file.format != FORMAT {
        reader.fault(1, format!("expected the format {FORMAT}"));
    }
    if !(1..=LONGEST_NAME).contains(&file.rule_set.id.chars().count()) {
        reader.fault(1, format!("expected a name of 1 to {LONGEST_NAME} letters"));
    }
    let rules = reader.each(&file.rules, Rule::read);
    let calendars = reader.each(&file.calendars, |text| serde_json::from_str::<CalendarYear>(text));
    let examples = reader.each(&file.examples, |text| serde_json::from_str::<Example>(text));
    let routes = reader.routes(&file.routes);
    for rule in &rules {
        reader.check_rule(rule);
    }
    reader.check_overlaps(&rules);
    reader.check_calendars(&calendars);
    reader.check_examples(&examples, &rules);
    if !reader.faults.is_empty() {
        reader.faults.sort_by_key(|fault| fault.line);
        return Err(reader.faults);
    }
    Ok(RuleSet {
        id: file.rule_set.id,
        recorded_at: file.rule_set.recorded_at,
        sources: file.sources,
        rules: without_lines(rules),
        calendars: Calendars(without_lines(calendars)),
        examples: without_lines(examples),
        routes,
    })
}

fn without_lines<T>(all: Vec<Lined<T>>) -> Vec<T> {
    all.into_iter().map(|(_, one)| one).collect()
}

struct Reader<'f> {
    text: &'f str,
    sources: &'f BTreeMap<String, Source>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, line: usize, what: String) {
        self.faults.push(Fault { line, what });
    }

    /// The line on which a part of the text begins.
    fn line_of(&self, part: &RawValue) -> usize {
        let offset = part.get().as_ptr().addr() - self.text.as_ptr().addr();
        1 + self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
    }

    fn each<T>(
        &mut self,
        parts: &[&RawValue],
        read: impl Fn(&str) -> Result<T, serde_json::Error>,
    ) -> Vec<Lined<T>> {
        let mut all = Vec::new();
        for part in parts {
            let line = self.line_of(part);
            match read(part.get()) {
                Ok(one) => all.push((line, one)),
                Err(error) => self.fault(line, without_place(&error)),
            }
        }
        all
    }

    fn routes(&mut self, all: &BTreeMap<String, &RawValue>) -> BTreeMap<String, Route> {
        let mut routes = BTreeMap::new();
        for (name, part) in all {
            match serde_json::from_str::<Route>(part.get()) {
                Ok(route) => drop(routes.insert(name.clone(), route)),
                Err(error) => {
                    let line = self.line_of(part);
                    self.fault(line, format!("the route {name}: {}", without_place(&error)));
                }
            }
        }
        routes
    }

    fn check_rule(&mut self, (line, rule): &Lined<Rule>) {
        let Rule { id, valid_from, valid_to, .. } = rule;
        self.check_sources(*line, id, &rule.sources);
        if valid_from.zip(*valid_to).is_some_and(|(first, last)| last < first) {
            self.fault(*line, format!("{id}: valid_to is before valid_from"));
        }
        if valid_from.is_none() && rule.status != RuleStatus::Draft {
            self.fault(*line, format!("{id}: only a draft has no valid_from"));
        }
        if let Some(what) = wrong_terms(rule) {
            self.fault(*line, format!("{id}: {what}"));
        }
    }

    fn check_sources(&mut self, line: usize, about: &str, named: &[String]) {
        if named.is_empty() {
            self.fault(line, format!("{about}: names no source"));
        }
        for name in named.iter().filter(|name| !self.sources.contains_key(*name)) {
            self.faults.push(Fault { line, what: format!("{about}: there is no source {name}") });
        }
    }

    fn check_overlaps(&mut self, rules: &[Lined<Rule>]) {
        for (at, (line, rule)) in rules.iter().enumerate() {
            let alike = |other: &Rule| {
                let shared = other.applies_to().iter().any(|one| rule.applies_to().contains(one));
                let same = other.kind == rule.kind && other.authority == rule.authority;
                shared && same && class(other) == class(rule)
            };
            let clash = rules[..at].iter().find(|(_, other)| alike(other) && other.overlaps(rule));
            if let Some((first, other)) = clash {
                let what = format!(
                    "{}: overlaps {} of line {first}: one must end before the other begins",
                    rule.id, other.id
                );
                self.fault(*line, what);
            }
        }
    }

    fn check_calendars(&mut self, calendars: &[Lined<CalendarYear>]) {
        for (at, (line, one)) in calendars.iter().enumerate() {
            let about = format!("the calendar of {} for {}", one.authority, one.year);
            self.check_sources(*line, &about, &one.sources);
            let days = one.non_working.iter().chain(&one.working).chain(&one.estimated);
            for day in days.filter(|day| day.year() != one.year) {
                self.fault(*line, format!("{about}: {day} is of another year"));
            }
            let weekend = |day: &&NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            for day in one.working.iter().filter(|day| !weekend(day)) {
                self.fault(*line, format!("{about}: {day} is worked anyway"));
            }
            for day in one.non_working.iter().filter(weekend) {
                self.fault(*line, format!("{about}: {day} is off anyway"));
            }
            let twice = |(_, other): &Lined<CalendarYear>| {
                (other.authority, other.year) == (one.authority, one.year)
            };
            if calendars[..at].iter().any(twice) {
                self.fault(*line, format!("{about}: is there twice"));
            }
            let base = |(_, other): &Lined<CalendarYear>| {
                one.extends == Some(other.authority)
                    && other.year == one.year
                    && other.extends.is_none()
            };
            if one.extends.is_some() && !calendars.iter().any(base) {
                self.fault(*line, format!("{about}: what it extends is not there"));
            }
        }
    }

    fn check_examples(&mut self, examples: &[Lined<Example>], rules: &[Lined<Rule>]) {
        for (line, example) in examples {
            if !rules.iter().any(|(_, rule)| rule.id == example.rule) {
                self.fault(*line, format!("there is no rule {}", example.rule));
            }
        }
    }
}

/// Rules of two classes may stand side by side: a draft beside what is in force.
fn class(rule: &Rule) -> (bool, RuleStatus) {
    (rule.decides(), if rule.decides() { RuleStatus::InForce } else { rule.status })
}

/// What is wrong with what a rule says, if anything.
fn wrong_terms(rule: &Rule) -> Option<String> {
    let bad_code = |code: &&String| !is_prefix(code);
    match rule.terms()? {
        Terms::ShareCap(cap) => {
            if cap.max_percent.is_some_and(|percent| percent > 100) {
                return Some("max_percent is above 100".to_owned());
            }
            let found = cap.okved.iter().find(bad_code);
            found.map(|code| format!("{code} is no prefix of an ОКВЭД code"))
        }
        Terms::ActivityBan(ban) => {
            let mut codes = ban.activities.iter().filter_map(|one| one.okved.as_ref());
            codes.find(bad_code).map(|code| format!("{code} is no prefix of an ОКВЭД code"))
        }
        Terms::Amount(amount) => {
            let formula = amount.formula.as_ref()?;
            match product_in_minor(formula) {
                Ok(minor) if amount.amount_minor == Some(minor) => None,
                Ok(minor) => Some(format!("the formula gives {minor}, not amount_minor")),
                Err(error) => Some(format!("formula: {error}")),
            }
        }
        Terms::WageFloor(floor) => (floor.amount_minor <= 0).then(|| "is no amount".to_owned()),
        Terms::Validity(validity) if validity.value.is_some() != validity.unit.is_some() => {
            Some("value and unit go together".to_owned())
        }
        Terms::RequiredTerms(required)
            if required.leave_days.is_some() != required.terms.is_empty() =>
        {
            Some("names either terms or leave_days".to_owned())
        }
        Terms::Validity(_)
        | Terms::Deadline(_)
        | Terms::RequiredTerms(_)
        | Terms::FeeBan(_)
        | Terms::FeeCap(_)
        | Terms::Benefit(_)
        | Terms::Stated(_) => None,
    }
}

/// The message without the place within the part, since the line of the whole is told.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or_default().to_owned()
}
