//! A vacancy with its three best matches and the reason for each, as plain text for a terminal.

use std::fmt::{self, Write};

use crate::{
    app::{
        App,
        error::AppError,
        recruitment::matches::{MatchFilter, Matched, Page, Query, Weights},
    },
    domain::{
        access::actor::Actor,
        recruitment::{
            pay::described,
            vacancy::{Vacancy, VacancyBody, VacancyStatus},
        },
        values::language::Lang,
    },
    store::records,
    taxonomy::Concept,
};

/// Columns of the terminal that the table keeps to.
const WIDTH: usize = 110;
/// Columns before a reason.
const INDENT: usize = 5;
/// Matches shown.
const BEST: usize = 3;
/// Vacancies looked at in search of the one to show.
const LOOKED_AT: usize = 20;

/// Of the newest published vacancies in the actor's reach, the one whose third match is best, if any has a match.
///
/// The actor is an employer or an operator, and the index is loaded.
pub fn showcase(app: &App, actor: &Actor) -> Result<Option<Vacancy>, AppError> {
    let published = records::Filter {
        status: vec![VacancyStatus::Published.to_string()],
        ..records::Filter::default()
    };
    let mut shown = None;
    for seen in app.list::<VacancyBody>(actor, &published, None, LOOKED_AT)? {
        let vacancy = seen.record;
        let matches = best(app, actor, &vacancy)?;
        let rank = matches.last().map(|last| (matches.len(), last.explanation.score.total));
        if rank > shown.as_ref().and_then(|(rank, _)| *rank) {
            shown = Some((rank, vacancy));
        }
    }
    Ok(shown.map(|(_, vacancy)| vacancy))
}

/// The vacancy and its three best matches in English, at most 110 columns wide.
pub fn table(app: &App, actor: &Actor, vacancy: &Vacancy) -> Result<String, AppError> {
    let matches = best(app, actor, vacancy)?;
    let mut text = String::new();
    write_table(&mut text, app, vacancy, &matches).expect("writing to a string cannot fail");
    Ok(text)
}

fn best(app: &App, actor: &Actor, vacancy: &Vacancy) -> Result<Vec<Matched>, AppError> {
    matches(app, actor, vacancy, BEST)
}

/// The best matches of a vacancy, at most so many.
pub(super) fn matches(
    app: &App,
    actor: &Actor,
    vacancy: &Vacancy,
    limit: usize,
) -> Result<Vec<Matched>, AppError> {
    let query = Query {
        weights: Weights::default(),
        kept: MatchFilter::default(),
        page: Page { after: None, limit },
        lang: Lang::En,
    };
    let found = app.candidates_for(actor, vacancy.id, &query)?.items;
    Ok(found.into_iter().map(|listed| listed.matched).collect())
}

fn write_table(out: &mut String, app: &App, vacancy: &Vacancy, matches: &[Matched]) -> fmt::Result {
    writeln!(out, "{}", clipped(&heading(app, vacancy)))?;
    writeln!(out, "vacancy {}", vacancy.id)?;
    if matches.is_empty() {
        return writeln!(out, "{:INDENT$}no candidate matches", "");
    }
    let columns = ["skills", "occupation", "region", "language", "experience", "pay"];
    write!(out, "\n  #  {:<14}{:>8}", "candidate", "score")?;
    columns.iter().try_for_each(|column| write!(out, "{column:>12}"))?;
    writeln!(out)?;
    for (place, found) in (1..).zip(matches) {
        write_match(out, place, found)?;
    }
    Ok(())
}

fn write_match(out: &mut String, place: usize, found: &Matched) -> fmt::Result {
    let score = &found.explanation.score;
    let id = found.candidate.simple().to_string();
    write!(
        out,
        "  {place}  {:<14}{:>6} %",
        format!("…{}", &id[id.len() - 8..]),
        score.total / 100
    )?;
    score.parts.to_array().iter().try_for_each(|part| write!(out, "{:>10} %", part / 10))?;
    writeln!(out)?;
    lines(&found.reason).iter().try_for_each(|line| writeln!(out, "{:INDENT$}{line}", ""))
}

/// Title, workplace, pay and open seats on one line.
fn heading(app: &App, vacancy: &Vacancy) -> String {
    let body = &vacancy.body;
    let taxonomy = app.taxonomy();
    let place = body.workplace.municipality();
    let place = place.as_ref().and_then(|place| taxonomy.municipality(place));
    let place = place.map_or("somewhere", |place| place.label(Lang::En));
    let title = body.title.as_ref().map_or("", |title| title.in_language(Lang::En));
    let pay = body.base_salary.as_ref().map_or_else(|| "pay by agreement".to_owned(), described);
    let open = body.openings.open().map_or_else(|| "some".to_owned(), |open| open.to_string());
    format!("{title} · {place} · {pay} · {open} openings open")
}

fn clipped(line: &str) -> String {
    if line.chars().count() <= WIDTH {
        return line.to_owned();
    }
    line.chars().take(WIDTH - 1).chain(['…']).collect()
}

/// A text in lines that leave room for the indent, broken between words.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let room = WIDTH - INDENT - word.chars().count().min(WIDTH - INDENT);
        match lines.last_mut() {
            Some(line) if line.chars().count() < room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_break_between_words() {
        let text = "word ".repeat(60);
        let broken = lines(&text);
        assert!(broken.len() == 3 && broken.iter().all(|line| line.len() <= WIDTH - INDENT));
        assert_eq!(broken.join(" "), text.trim());
    }
}
