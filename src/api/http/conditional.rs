//! Conditional requests (RFC 9110, section 13): strong entity tags, `If-Match` and `If-None-Match`.

use actix_web::http::header::{HeaderMap, HeaderName, IF_MATCH, IF_NONE_MATCH};

use super::error::ApiError;

/// The tags that a header lists.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Tags {
    Any,
    Listed(Vec<Tag>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Tag {
    weak: bool,
    opaque: String,
}

impl Tag {
    /// Whether it is of this version: behind that, a tag may tell more of what its reader saw.
    fn is_of(&self, version: &str) -> bool {
        let rest = self.opaque.strip_prefix(version);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }
}

/// What the request says about the version that it means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preconditions {
    if_match: Option<Tags>,
    if_none_match: Option<Tags>,
}

impl Preconditions {
    /// Reads both headers.
    pub fn of(headers: &HeaderMap) -> Result<Self, ApiError> {
        Ok(Self {
            if_match: tags(headers, &IF_MATCH)?,
            if_none_match: tags(headers, &IF_NONE_MATCH)?,
        })
    }

    /// For changes that must not be blind: `If-Match` is there and names the present tag.
    pub fn require(&self, present: &str) -> Result<(), ApiError> {
        if self.if_match.is_none() {
            return Err(ApiError::PreconditionRequired);
        }
        self.allow(Some(present))
    }

    /// For changes where `If-Match` and `If-None-Match` are optional. `None` is a record that does not exist.
    pub fn allow(&self, present: Option<&str>) -> Result<(), ApiError> {
        let matches = match &self.if_match {
            None => true,
            Some(Tags::Any) => present.is_some(),
            Some(Tags::Listed(tags)) => present
                .is_some_and(|present| tags.iter().any(|tag| !tag.weak && tag.is_of(present))),
        };
        if matches && !self.seen(present, Tag::is_of) {
            Ok(())
        } else {
            Err(ApiError::PreconditionFailed)
        }
    }

    /// Whether `If-Match` was sent.
    pub fn has_if_match(&self) -> bool {
        self.if_match.is_some()
    }

    /// Whether the reader already has the present representation, so that 304 is enough.
    pub fn unchanged(&self, present: &str) -> bool {
        self.seen(Some(present), |tag, present| tag.opaque == present)
    }

    fn seen(&self, present: Option<&str>, is: fn(&Tag, &str) -> bool) -> bool {
        match (&self.if_none_match, present) {
            (None, _) | (Some(_), None) => false,
            (Some(Tags::Any), Some(_)) => true,
            (Some(Tags::Listed(tags)), Some(present)) => tags.iter().any(|tag| is(tag, present)),
        }
    }
}

fn tags(headers: &HeaderMap, name: &HeaderName) -> Result<Option<Tags>, ApiError> {
    let mut values = headers.get_all(name).peekable();
    if values.peek().is_none() {
        return Ok(None);
    }
    let malformed = || {
        ApiError::Malformed(format!(
            "{name} must be * or a list of entity tags such as \"3-owner\""
        ))
    };
    let mut listed = Vec::new();
    for value in values {
        let text = value.to_str().map_err(|_| malformed())?.trim();
        if text == "*" {
            return Ok(Some(Tags::Any));
        }
        listed.extend(parse(text).ok_or_else(malformed)?);
    }
    Ok(Some(Tags::Listed(listed)))
}

fn parse(mut text: &str) -> Option<Vec<Tag>> {
    let mut tags = Vec::new();
    loop {
        let (weak, rest) = text.strip_prefix("W/").map_or((false, text), |rest| (true, rest));
        let (opaque, rest) = rest.strip_prefix('"')?.split_once('"')?;
        if opaque.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return None;
        }
        tags.push(Tag { weak, opaque: opaque.to_owned() });
        match rest.trim_start() {
            "" => return Some(tags),
            rest => text = rest.strip_prefix(',')?.trim_start(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(weak: bool, opaque: &str) -> Tag {
        Tag { weak, opaque: opaque.to_owned() }
    }

    #[test]
    fn a_tag_names_its_version_whatever_else_its_reader_saw() {
        for (opaque, is) in [
            ("3-owner", true),
            ("3-owner-2", true),
            ("3-owners", false),
            ("13-owner", false),
            ("3", false),
        ] {
            assert_eq!(tag(false, opaque).is_of("3-owner"), is, "{opaque}");
        }
    }

    #[test]
    fn lists_of_tags_are_read() {
        assert_eq!(
            parse(r#""a", W/"b","c,d""#),
            Some(vec![tag(false, "a"), tag(true, "b"), tag(false, "c,d")])
        );
        for broken in ["a", "\"a", "\"a\" \"b\"", "\"a\",", "w/\"a\"", "\"a b\""] {
            assert_eq!(parse(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_weak_tag_matches_a_reader_and_never_a_writer() {
        let weak = Some(Tags::Listed(vec![tag(true, "1")]));
        assert!(Preconditions { if_match: None, if_none_match: weak.clone() }.unchanged("1"));
        assert!(Preconditions { if_match: weak, if_none_match: None }.allow(Some("1")).is_err());
    }
}
