//! Data as a page that a person can read and print.

use serde_json::Value;

/// A page of what an export says, by the names of its members.
pub(super) fn of(export: &Value) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Koprik</title></head><body>",
    );
    write(&mut page, export);
    page.push_str("</body></html>\n");
    page
}

fn write(page: &mut String, value: &Value) {
    match value {
        Value::Object(members) => {
            page.push_str("<dl>");
            for (name, member) in members {
                page.push_str("<dt>");
                escape(page, &name.replace('_', " "));
                page.push_str("</dt><dd>");
                write(page, member);
                page.push_str("</dd>");
            }
            page.push_str("</dl>");
        }
        Value::Array(items) => {
            page.push_str("<ol>");
            for item in items {
                page.push_str("<li>");
                write(page, item);
                page.push_str("</li>");
            }
            page.push_str("</ol>");
        }
        Value::Null => page.push('–'),
        Value::String(text) => escape(page, text),
        Value::Bool(_) | Value::Number(_) => page.push_str(&value.to_string()),
    }
}

fn escape(page: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            other => page.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_people_write_is_no_markup() {
        let page = of(&json!({"given_name": "<script>'\"&", "list": [1, null]}));
        assert!(
            page.contains("<dt>given name</dt><dd>&lt;script&gt;&#39;&quot;&amp;</dd>"),
            "{page}"
        );
        assert!(page.contains("<ol><li>1</li><li>–</li></ol>"), "{page}");
    }
}
