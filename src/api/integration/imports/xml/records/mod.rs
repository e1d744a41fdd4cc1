//! Finds the records of a file, and refuses what no system writes.

use std::io::{self, BufReader, ErrorKind, Read, Write};

use quick_xml::{
    Error, Reader,
    escape::resolve_predefined_entity,
    events::{BytesRef, BytesStart, Event},
};

use super::{decoding::Decoded, tree::Element};

/// Stands for a record that is longer than a row may be.
pub(in super::super) const TOO_LONG: &str = "{\"#too_long\":true}";
/// The most levels of elements.
const DEPTH: usize = 15;
/// The most bytes of a record.
const MOST_OF_A_RECORD: usize = 100 << 10;
/// Bytes that an element has beside what it says.
const OF_AN_ELEMENT: usize = 8;

/// Which records are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Wanted {
    /// The element that is a record.
    pub(in super::super) record: &'static str,
    /// The element that holds everything, and the version that it must say of itself.
    pub(in super::super) root: Option<(&'static str, &'static str)>,
}

/// Why a file is not read.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It is not as it should be.
    Because(&'static str),
    /// No record is in it.
    NoRecord,
    /// Its root is not this one of this version.
    OtherRoot(&'static str, &'static str),
    /// What was read cannot be written.
    Failed(io::Error),
}

/// Writes each record as a line of JSON, at its own line number unless a record before it stands there; how many there are.
pub(super) fn write<R: Read>(
    source: BufReader<Decoded<R>>,
    wanted: Wanted,
    out: &mut dyn Write,
) -> Result<u32, Refusal> {
    let mut reader = Reader::from_reader(source);
    let mut reading = Reading::new(wanted, out);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        reader.get_mut().get_mut().of_event = 0;
        let event = reader.read_event_into(&mut buffer).map_err(|error| broken(&error))?;
        let lines = event.matches('\n').count();
        match event {
            Event::Start(tag) => reading.begin(&tag)?,
            Event::Empty(tag) => {
                reading.begin(&tag)?;
                reading.end()?;
            }
            Event::End(_) => reading.end()?,
            Event::Text(text) => reading.text(&text.xml10_content())?,
            Event::CData(text) => reading.text(&text.xml10_content())?,
            Event::GeneralRef(name) => reading.text(&entity(&name)?)?,
            Event::DocType(_) => {
                return Err(Refusal::Because(
                    "it declares a document type or entities: send it without <!DOCTYPE>",
                ));
            }
            Event::Eof => return reading.finish(),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
        reading.line += lines;
    }
}

fn broken(error: &Error) -> Refusal {
    let kind = match error {
        Error::Io(error) => Some(error.kind()),
        _ => None,
    };
    Refusal::Because(match kind {
        Some(ErrorKind::FileTooLarge) => "a text or a tag of it is longer than 1 MiB",
        Some(ErrorKind::InvalidData) => {
            "it is not written as it says: declare its encoding, or save it as UTF-8"
        }
        _ => "it is not well-formed: see that each element is closed",
    })
}

/// What stands for a reference: characters, and the five names that need no declaration.
fn entity(name: &BytesRef<'_>) -> Result<String, Refusal> {
    let unknown = Refusal::Because(
        "it names an entity that XML does not know: write the character itself, or its number",
    );
    match name.resolve_char_ref() {
        Ok(Some(one)) => Ok(one.to_string()),
        Ok(None) => resolve_predefined_entity(name).map(str::to_owned).ok_or(unknown),
        Err(_) => Err(unknown),
    }
}

/// Where the reading stands.
struct Reading<'o> {
    wanted: Wanted,
    out: &'o mut dyn Write,
    /// How many elements are open.
    depth: usize,
    /// The record that is open, from its outermost element.
    open: Vec<Element>,
    /// How many bytes the record has so far.
    size: usize,
    /// The line that is being read, from 1, and the one in which the record begins.
    line: usize,
    begins: usize,
    /// How many lines were written.
    written: usize,
    rows: u32,
    ended: bool,
}

impl<'o> Reading<'o> {
    fn new(wanted: Wanted, out: &'o mut dyn Write) -> Self {
        Self {
            wanted,
            out,
            depth: 0,
            open: Vec::new(),
            size: 0,
            line: 1,
            begins: 1,
            written: 0,
            rows: 0,
            ended: false,
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        if self.depth == DEPTH {
            return Err(Refusal::Because("its elements are more than 15 levels deep"));
        }
        let broken = Refusal::Because("an element has attributes that are not well-formed");
        let element = Element::of(tag).ok_or(broken)?;
        if self.depth == 0 {
            self.root(&element)?;
        }
        self.depth += 1;
        if self.open.is_empty() && element.name != self.wanted.record {
            return Ok(());
        }
        if self.open.is_empty() {
            (self.size, self.begins) = (0, self.line);
        }
        self.size += tag.len() + OF_AN_ELEMENT;
        self.open.push(element);
        Ok(())
    }

    /// Sees that the root is the one that is expected.
    fn root(&self, root: &Element) -> Result<(), Refusal> {
        if self.ended {
            return Err(Refusal::Because("something stands behind its end"));
        }
        match self.wanted.root {
            Some((name, version))
                if root.name != name || root.attribute("Версия") != Some(version) =>
            {
                Err(Refusal::OtherRoot(name, version))
            }
            _ => Ok(()),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Refusal> {
        self.size += text.len();
        let fits = self.size <= MOST_OF_A_RECORD;
        let Some(element) = self.open.last_mut().filter(|_| fits) else { return Ok(()) };
        let control = Refusal::Because("it holds a control character, which XML does not allow");
        element.add_text(text).then_some(()).ok_or(control)
    }

    fn end(&mut self) -> Result<(), Refusal> {
        self.depth -= 1;
        self.ended = self.depth == 0;
        let Some(element) = self.open.pop() else { return Ok(()) };
        let fits = self.size <= MOST_OF_A_RECORD;
        match self.open.last_mut() {
            Some(outer) if fits => outer.add(element),
            Some(_) => {}
            None => self.write(element, fits).map_err(Refusal::Failed)?,
        }
        Ok(())
    }

    fn write(&mut self, record: Element, fits: bool) -> io::Result<()> {
        while self.written + 1 < self.begins {
            self.out.write_all(b"\n")?;
            self.written += 1;
        }
        let said = if fits { record.into_value().to_string() } else { TOO_LONG.to_owned() };
        self.written += 1;
        self.rows = self.rows.saturating_add(1);
        writeln!(self.out, "{said}")
    }

    fn finish(self) -> Result<u32, Refusal> {
        if !self.ended {
            return Err(Refusal::Because("it breaks off, or holds nothing: send it whole"));
        }
        // An exchange may have nothing to tell; a document of another kind is told apart.
        if self.rows == 0 && self.wanted.root.is_none() {
            return Err(Refusal::NoRecord);
        }
        Ok(self.rows)
    }
}

#[cfg(test)]
mod tests;
