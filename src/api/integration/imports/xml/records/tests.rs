//! Files as HR systems send them, and as nobody should.

use encoding_rs::{UTF_8, WINDOWS_1251};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::Value;

use super::*;

const WANTED: Wanted = Wanted { record: "a", root: None };

fn read(text: &[u8]) -> Result<String, String> {
    let mut out = Vec::new();
    let source = BufReader::new(Decoded::new(text, UTF_8));
    write(source, WANTED, &mut out).map_err(|refusal| format!("{refusal:?}"))?;
    Ok(String::from_utf8(out).unwrap())
}

#[test]
fn a_record_is_a_line_in_the_line_where_it_begins() {
    let text = "<?xml version=\"1.0\"?>\n<r xmlns:x='u'>\n<!-- -->\n<x:a n='1 &amp; 2' x:m=''>\n t<b>1</b>\
                <x:b>&#50;<![CDATA[<i>]]></x:b><c/></x:a><a>5</a>\n<a><a>in</a></a></r>\n";
    let read = read(text.as_bytes()).unwrap();
    let lines: Vec<&str> = read.lines().collect();
    assert_eq!(lines[..3], ["", "", ""]);
    assert_eq!(lines[3], r##"{"#text":"t","@m":"","@n":"1 & 2","b":["1","2<i>"],"c":""}"##);
    assert_eq!(lines[4..], ["\"5\"", r#"{"a":"in"}"#]);
}

#[test]
fn what_no_system_writes_is_refused_by_name() {
    let deep = format!("{}{}", "<a>".repeat(16), "</a>".repeat(16));
    let long = format!("<a>{}</a>", "x".repeat(3 << 20));
    let laughs = "<!DOCTYPE a [<!ENTITY l 'ha'><!ENTITY m '&l;&l;'>]><a>&m;</a>";
    for (text, why) in [
        (laughs, "document type"),
        ("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "document type"),
        ("<a>&xxe;</a>", "names an entity"),
        ("<a>&#0;</a>", "names an entity"),
        ("<a>&#1;</a>", "control character"),
        ("<a n='1' n='2'/>", "attributes"),
        ("<a n='&xxe;'/>", "attributes"),
        (&deep, "15 levels"),
        (&long, "longer than 1 MiB"),
        ("<a><b></a></b>", "not well-formed"),
        ("<a>", "breaks off"),
        ("", "breaks off"),
        ("{\"a\": 1}", "breaks off"),
        ("<a/><a/>", "behind its end"),
        ("<b/>", "NoRecord"),
    ] {
        let refusal = read(text.as_bytes()).unwrap_err();
        assert!(refusal.contains(why), "{why}: {refusal}");
    }
    assert!(read(b"<a>\xff</a>").unwrap_err().contains("encoding"));
}

#[test]
fn a_long_record_stands_for_no_other() {
    let text = format!("<r><a>{}</a><a>{}</a></r>", "x".repeat(200 << 10), "y");
    assert_eq!(read(text.as_bytes()).unwrap(), "{\"#too_long\":true}\n\"y\"\n");
    let many = format!("<a>{}</a>", "<b/>".repeat(100_000));
    assert_eq!(read(many.as_bytes()).unwrap(), "{\"#too_long\":true}\n");
}

#[test]
fn what_is_written_in_other_encodings_is_read() {
    let said = "<?xml version='1.0' encoding='windows-1251'?><a>Каменщик</a>";
    let (bytes, ..) = WINDOWS_1251.encode(said);
    let mut out = Vec::new();
    let source = BufReader::new(Decoded::new(&bytes[..], WINDOWS_1251));
    write(source, WANTED, &mut out).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), "\"Каменщик\"\n");
    let utf16: Vec<u8> = "\u{feff}<a>Я</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&utf16).unwrap(), "\"Я\"\n");
}

/// What files of XML are made of, and what breaks them.
const PARTS: [&str; 19] = [
    "<a>",
    "</a>",
    "<a x='1'>",
    "<a/>",
    "<b>",
    "</b>",
    "<x:a>",
    "</x:a>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "&amp;",
    "&#65;",
    "&x;",
    "t",
    "\n",
    "<?p?>",
    "<!DOCTYPE a>",
];

proptest! {
    /// Whatever is sent is refused, or each of its records is a line of JSON.
    #[test]
    fn a_line_is_a_record(parts in vec(select(&PARTS[..]), 0..40)) {
        let mut out = Vec::new();
        let text = parts.concat();
        let source = BufReader::new(Decoded::new(text.as_bytes(), UTF_8));
        if let Ok(rows) = write(source, WANTED, &mut out) {
            let out = String::from_utf8(out).unwrap();
            let records: Vec<&str> = out.lines().filter(|line| !line.is_empty()).collect();
            prop_assert_eq!(records.len(), usize::try_from(rows).unwrap());
            for record in records {
                prop_assert!(serde_json::from_str::<Value>(record).is_ok(), "{}", record);
            }
            prop_assert!(!parts.contains(&"<!DOCTYPE a>") || text.contains("<!--") || text.contains("<![CDATA["));
        }
    }
}
