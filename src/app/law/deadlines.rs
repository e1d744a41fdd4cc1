//! What is due after an event, by the rule set that was in use at a moment.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    app::{App, error::AppError, law::rule_sets::SetInUse},
    domain::{
        FieldError,
        access::actor::{Actor, Denied},
        law::{
            deadline::{Due, compute, reminders},
            rule::Rule,
            rule_set::{RuleSet, Source},
            terms::{DeadlineTerms, Terms},
            words::RuleKind,
        },
    },
};

/// What happened, and to whom.
#[derive(Debug, Clone)]
pub struct Event {
    /// What, such as `entered`.
    pub name: String,
    /// On which day.
    pub on: NaiveDate,
    /// The citizenship of the person, if it is known.
    pub citizenship: Option<String>,
    /// The way to work, if it is known.
    pub route: Option<String>,
    /// The moment whose knowledge answers.
    pub known_at: Option<DateTime<Utc>>,
}

/// Something that is due.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// The rule that asks for it.
    pub rule: Rule,
    /// When.
    pub due: Due,
    /// When to remind of it.
    pub remind_on: Vec<NaiveDate>,
    /// Where the rule was read.
    pub sources: Vec<Source>,
}

/// What is due after an event.
#[derive(Debug, Clone)]
pub struct Deadlines {
    /// The name of the set that told; `None` if none was known.
    pub rule_set: Option<String>,
    /// The id of the set; `None` if it is the project's own, which no side has approved.
    pub id: Option<Uuid>,
    /// The moment whose knowledge answered.
    pub known_at: DateTime<Utc>,
    /// What is due, the earliest first.
    pub items: Vec<Deadline>,
}

impl App {
    /// What is due after an event.
    pub fn deadlines(&self, actor: &Actor, event: &Event) -> Result<Deadlines, AppError> {
        if matches!(actor, Actor::Anonymous) {
            return Err(Denied::Role.into());
        }
        let known_at = event.known_at.unwrap_or_else(|| self.now());
        let Some(used) = self.rule_set_in_use(known_at)? else {
            return Ok(Deadlines { rule_set: None, id: None, known_at, items: Vec::new() });
        };
        due_after(&used, event, known_at)
    }
}

/// What is due after an event by a rule set.
pub(super) fn due_after(
    used: &SetInUse,
    event: &Event,
    known_at: DateTime<Utc>,
) -> Result<Deadlines, AppError> {
    let asked = of_event(&used.set, event)?;
    let due = asked.into_iter().map(|rule| deadline(&used.set, rule, event.on));
    let mut items = due.collect::<Result<Vec<_>, _>>()?;
    items.sort_by_key(|one| one.due.due_on);
    Ok(Deadlines { rule_set: Some(used.set.id.clone()), id: used.id, known_at, items })
}

/// Whether any rule of a set follows an event of this name.
pub(super) fn knows(set: &RuleSet, name: &str) -> bool {
    set.of(RuleKind::Deadline).filter_map(terms).any(|terms| terms.event == name)
}

/// The rules that an event calls for.
fn of_event<'s>(set: &'s RuleSet, event: &Event) -> Result<Vec<&'s Rule>, AppError> {
    let follows = |rule: &&Rule| terms(rule).is_some_and(|terms| terms.event == event.name);
    let mut known = set.of(RuleKind::Deadline).filter_map(terms);
    if !known.any(|terms| terms.event == event.name) {
        let mut names: Vec<&str> =
            set.of(RuleKind::Deadline).filter_map(terms).map(|terms| &*terms.event).collect();
        names.sort_unstable();
        names.dedup();
        let detail = format!("expected one of: {}", names.join(" "));
        return Err(AppError::Invalid(vec![FieldError::new("/event", "unknown_code", detail)]));
    }
    let concerns = |rule: &&Rule| terms(rule).is_some_and(|terms| is_for(terms, event));
    Ok(set.on(RuleKind::Deadline, event.on).filter(follows).filter(concerns).collect())
}

/// Whether a rule is for this person on this way. What is not known leaves no rule out.
fn is_for(terms: &DeadlineTerms, event: &Event) -> bool {
    let citizen = |one: &String| terms.citizenship.is_empty() || terms.citizenship.contains(one);
    let on_route = |one: &String| terms.route.as_ref().is_none_or(|route| route == one);
    event.citizenship.as_ref().is_none_or(citizen) && event.route.as_ref().is_none_or(on_route)
}

fn terms(rule: &Rule) -> Option<&DeadlineTerms> {
    if let Some(Terms::Deadline(terms)) = rule.terms() { Some(terms) } else { None }
}

fn deadline(set: &RuleSet, rule: &Rule, event: NaiveDate) -> Result<Deadline, AppError> {
    let due = compute(rule, &set.calendars, event)
        .ok_or_else(|| AppError::Conflict(format!("{} sets no deadline", rule.id)))?
        .map_err(|error| AppError::Conflict(error.to_string()))?;
    Ok(Deadline {
        rule: rule.clone(),
        due,
        remind_on: reminders(event, due.due_on),
        sources: set.sources_of(rule).cloned().collect(),
    })
}
