//! Sentences with words in braces that are replaced.

/// Replaces each `{name}` by its value.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let room: usize = values.iter().map(|(_, value)| value.len()).sum();
    let mut text = String::with_capacity(template.len() + room);
    let mut rest = template;
    while let Some((before, name, after)) = next_name(rest) {
        text.push_str(before);
        match values.iter().find(|(one, _)| *one == name) {
            Some((_, value)) => text.push_str(value),
            None => text.extend(["{", name, "}"]),
        }
        rest = after;
    }
    text + rest
}

/// The names in braces, in their order.
pub fn names(template: &str) -> Vec<&str> {
    let (mut names, mut rest) = (Vec::new(), template);
    while let Some((_, name, after)) = next_name(rest) {
        names.push(name);
        rest = after;
    }
    names
}

/// The first name in braces with what stands before and after it.
fn next_name(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_put_in_as_it_is_and_an_unknown_name_stays() {
        let values = [("what", "{other}"), ("other", "no")];
        assert_eq!(fill("a {what}, {what}; {gap} {", &values), "a {other}, {other}; {gap} {");
        assert_eq!(names("a {what}, {what}; {gap} {"), ["what", "what", "gap"]);
    }
}
