//! Workbooks (XLSX): what spreadsheets do to tables is undone, what would hurt is refused by its name, and what went wrong is
//! marked where it is.

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};
use koprik::domain::access::scope::Role;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use serde_json::{Value, json};
use uuid::Uuid;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::imports::{NDJSON, kept_texts, outcomes, rows, vacancy};
use crate::support::{
    Answer, Client, TestApp, bodies, on_both,
    world::{but, eventually},
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn send(client: &Client, query: &str, media: &str, body: &[u8]) -> Answer {
    let path = format!("/v1/imports?of=vacancies{query}");
    client.send("POST", &path, &[("content-type", media)], Some(body))
}

/// Imports a workbook to its end; its address.
fn import(client: &Client, query: &str, body: &[u8]) -> String {
    ended(client, &send(client, query, XLSX, body))
}

fn ended(client: &Client, answer: &Answer) -> String {
    answer.expect(202);
    let path = answer.header("location").to_owned();
    eventually("the import ends", || client.get(&path).expect(200)["status"] == "finished");
    path
}

/// A workbook of these sheets.
fn workbook(sheets: &[&dyn Fn(&mut Worksheet)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for write in sheets {
        write(workbook.add_worksheet());
    }
    workbook.save_to_buffer().unwrap()
}

fn line(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, text) in (0..).zip(cells) {
        sheet.write_string(row, column, *text).unwrap();
    }
}

/// A table of vacancies with these references.
fn table(sheet: &mut Worksheet, references: &[&str]) {
    line(sheet, 0, &["external_ref", "title.ru"]);
    for (row, reference) in (1..).zip(references) {
        line(sheet, row, &[reference, "Каменщик"]);
    }
}

const WHOLE: [(&str, &str); 23] = [
    ("external_ref", "V-1"),
    ("title.ru", " Каменщик "),
    ("title.uz-Latn", "Gʻisht teruvchi"),
    ("occupation.trade", "bricklayer"),
    ("requirements.0.skill", "con.lay_bricks"),
    ("requirements.0.kind", "must"),
    ("requirements.0.min_level", "3"),
    ("requirements.0.min_years", "1"),
    ("requirements.0.weight", "5"),
    ("requirements.1.skill", "con.mix_mortar"),
    ("requirements.1.kind", "preferred"),
    ("requirements.1.min_level", "2"),
    ("languages.0.language", "ru"),
    ("languages.0.level", "ТБУ"),
    ("languages.0.kind", "preferred"),
    ("workplace.oktmo", "92701000"),
    ("employment_type", "full_time"),
    ("work_hours.hours_per_week", "40"),
    ("work_hours.schedule", "six_one"),
    ("base_salary.currency", "RUB"),
    ("base_salary.unit", "month"),
    ("base_salary.gross", "да"),
    ("total_job_openings", "12"),
];

/// The vacancy of the tests as people keep it: under a title, with a name over two columns, days as days, and numbers as
/// numbers and as texts.
fn as_people_keep_it(sheet: &mut Worksheet) {
    let merged = Format::new();
    sheet.merge_range(0, 0, 0, 26, "Вакансии на март", &merged).unwrap();
    sheet.merge_range(2, 23, 2, 24, "base_salary", &merged).unwrap();
    for (column, (name, cell)) in (0..).zip(WHOLE) {
        sheet.merge_range(2, column, 3, column, name, &merged).unwrap();
        match cell.parse::<f64>() {
            Ok(number) if name != "requirements.0.weight" => {
                sheet.write_number(5, column, number).map(drop).unwrap();
            }
            _ => sheet.write_string(5, column, cell).map(drop).unwrap(),
        }
    }
    line_from(sheet, 3, 23, &["min", "max", "job_start_date", "valid_through"]);
    sheet.write_string(5, 23, "90 000,00").unwrap();
    sheet.write_number(5, 24, 120_000).unwrap();
    let day = Format::new().set_num_format("dd.mm.yyyy");
    let start = ExcelDateTime::from_ymd(2027, 3, 1).unwrap();
    sheet.write_datetime_with_format(5, 25, &start, &day).unwrap();
    sheet.write_number(5, 26, 46_433).unwrap();
    sheet.write_blank(900, 3, &day).unwrap();
}

fn line_from(sheet: &mut Worksheet, row: u32, first: u16, cells: &[&str]) {
    for (column, text) in (first..).zip(cells) {
        sheet.write_string(row, column, *text).unwrap();
    }
}

/// A packed file of these parts.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with this in place of one of its parts.
fn with(name: &str, other: &[u8]) -> Vec<u8> {
    let whole = workbook(&[&|sheet| table(sheet, &["V-1"])]);
    let mut read = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..read.len() {
        let part = read.by_index(at).unwrap();
        if part.name().unwrap() == name {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(other).unwrap();
        } else {
            zip.raw_copy_file(part).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// A part of a form: its name, the name of the file, its media type and what it holds.
type FormPart<'p> = (&'p str, &'p str, &'p str, &'p [u8]);

fn form(parts: &[FormPart<'_>]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, file, media, part) in parts {
        let head = format!(
            "--limit\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
             content-type: {media}\r\n\r\n"
        );
        body.extend([head.as_bytes(), part, b"\r\n"].concat());
    }
    body.extend(b"--limit--\r\n");
    ("multipart/form-data; boundary=limit".to_owned(), body)
}

/// The cells of a sheet that came back.
fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range(name).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn text(cell: &Data) -> String {
    cell.to_string()
}

on_both! {
    fn what_people_keep_in_a_workbook_is_read(app) {
        let employer = app.employer();
        employer.put("/v1/vacancies/by-ref/V-1", &[], &vacancy("V-1")).expect(201);
        let expected = employer.get("/v1/vacancies/by-ref/V-1").expect(200);
        let body = workbook(&[&as_people_keep_it, &|sheet| line(sheet, 0, &["Примечания"])]);
        let path = import(&employer, "", &body);
        assert_eq!(outcomes(&employer, &path), ["unchanged"], "{:?}", rows(&employer, &path));
        assert_eq!(rows(&employer, &path)[0]["line"], 6, "the row of the sheet");
        assert_eq!(employer.get("/v1/vacancies/by-ref/V-1").expect(200), expected);
        let job = employer.get(&path).expect(200);
        assert_eq!((&job["written_in"], &job["total"]), (&json!("xlsx"), &json!(1)));
    }

    fn a_formula_and_an_error_are_refused_by_their_cells(app) {
        let employer = app.employer();
        let body = workbook(&[&|sheet| {
            line(sheet, 0, &["external_ref", "title.ru", "total_job_openings"]);
            line(sheet, 1, &["V-1", "Каменщик\nкаменщик"]);
            sheet.write_formula(1, 2, "=1+1").unwrap();
            line(sheet, 3, &["V-2", "Каменщик"]);
            line(sheet, 4, &["", "Каменщик", "many"]);
            sheet.write_formula(4, 0, "=CONCAT(\"V\",1)").unwrap();
        }]);
        let path = import(&employer, "", &body);
        assert_eq!(outcomes(&employer, &path), ["refused", "created", "refused"]);
        let all = rows(&employer, &path);
        let lines: Vec<u64> = all.iter().map(|row| row["line"].as_u64().unwrap()).collect();
        assert_eq!(lines, [2, 4, 5]);
        let error = &all[0]["errors"][0];
        assert_eq!((&error["code"], &error["pointer"], &error["column"]),
            (&json!("formula"), &json!("/total_job_openings"), &json!("total_job_openings")));
        assert_eq!(all[2]["errors"][0]["column"], "external_ref");
    }

    fn a_report_marks_the_faulty_cells(app) {
        let employer = app.employer();
        let body = workbook(&[&|sheet| {
            line(sheet, 0, &["external_ref", "title.ru", "total_job_openings", "colour"]);
            line(sheet, 1, &["V-1", "Каменщик", "many"]);
            line(sheet, 2, &["V-2", "Каменщик", "3"]);
            line(sheet, 3, &["", "Каменщик", "3"]);
        }]);
        let path = import(&employer, "&columns=colour%3D-", &body);
        let report = employer.send("GET", &format!("{path}/results"), &[("accept", XLSX)], None);
        report.expect(200);
        assert_eq!(report.header("content-type"), XLSX);
        let found = sheet(&report.bytes, "rows");
        let names: Vec<String> = found[0].iter().map(text).collect();
        assert_eq!(names[..5], ["line", "external_ref", "outcome", "id", "problem"]);
        assert_eq!(names[5..], ["external_ref", "title.ru", "total_job_openings", "colour"]);
        assert_eq!((text(&found[1][0]), text(&found[1][2])), ("2".to_owned(), "refused".to_owned()));
        assert!(!text(&found[1][7]).is_empty() && text(&found[1][6]).is_empty(), "{found:?}");
        assert_eq!(text(&found[2][2]), "created");
        assert!(found[2][4..].iter().all(|cell| text(cell).is_empty()));
        assert!(!text(&found[3][5]).is_empty());
        let mut workbook: Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(&report.bytes[..])).unwrap();
        let styles = workbook.worksheet_style("rows").unwrap();
        let is_marked = |at| styles.get(at).is_some_and(|style| style.fill.as_ref().is_some_and(calamine::Fill::is_visible));
        assert!(is_marked((1, 7)) && !is_marked((1, 6)) && !is_marked((2, 7)));
        let errors = sheet(&report.bytes, "errors");
        let codes: Vec<String> = errors[1..].iter().map(|row| text(&row[6])).collect();
        assert_eq!(codes, ["type", "required"]);
        let stranger = app.employer().send("GET", &format!("{path}/results"), &[("accept", XLSX)], None);
        stranger.problem(404, "not-found");
        let paged = format!("{path}/results?limit=2");
        employer.send("GET", &paged, &[("accept", XLSX)], None).problem(400, "malformed-request");
    }

    fn one_sheet_is_meant(app) {
        let employer = app.employer();
        let body = workbook(&[
            &|sheet| table(sheet, &["V-1"]),
            &|sheet| { table(sheet, &["H-1"]); sheet.set_hidden(true); },
            &|sheet| line(sheet, 0, &["Примечания"]),
            &|sheet| table(sheet, &["V-2", "V-3"]),
        ]);
        let ambiguous = send(&employer, "", XLSX, &body);
        assert_eq!(ambiguous.codes(), ["ambiguous"]);
        assert!(ambiguous.text.contains("1, 3"), "{}", ambiguous.text);
        assert_eq!(outcomes(&employer, &import(&employer, "&sheet=3", &body)), ["created"; 2]);
        employer.get("/v1/vacancies/by-ref/V-3").expect(200);
        employer.get("/v1/vacancies/by-ref/H-1").problem(404, "not-found");
        assert_eq!(send(&employer, "&sheet=2", XLSX, &body).codes(), ["required"]);
        assert_eq!(send(&employer, "&sheet=9", XLSX, &body).codes(), ["required"]);
        send(&employer, "&sheet=0", XLSX, &body).problem(400, "malformed-request");
        let twice = workbook(&[&|sheet| line(sheet, 0, &["external_ref", "title.ru", "title.ru", "цвет"])]);
        assert_eq!(send(&employer, "", XLSX, &twice).codes(), ["duplicate", "unknown_column"]);
    }

    fn what_is_no_workbook_is_refused_by_its_name(app) {
        let owner = app.new_employer();
        let employer = app.client(Role::Employer, owner, "");
        let whole = workbook(&[&|sheet| table(sheet, &["V-1"])]);
        let old = [&[0xD0, 0xCF, 0x11, 0xE0][..], &[0; 600]].concat();
        let declared = b"<!DOCTYPE x [<!ENTITY a \"b\">]><sst><si><t>&a;</t></si></sst>";
        let counted = b"<sst uniqueCount=\"4294967295\"><si><t>external_ref</t></si></sst>";
        let long = [&b"<sst><si><t>"[..], &vec![b'a'; 3 << 20], b"</t></si></sst>"].concat();
        let many = [&b"<sst><si>"[..], &b"<r><t>aaaaaaaa</t></r>".repeat(200_000), b"</si></sst>"].concat();
        let bomb = [&b"<styleSheet>"[..], &b"<xf numFmtId=\"12345678901\"/>".repeat(300_000), b"</styleSheet>"].concat();
        let with_texts = |texts: &[u8]| with("xl/sharedStrings.xml", texts);
        for (body, status, slug, named) in [
            (b"external_ref".to_vec(), 400, "malformed-request", "no .xlsx"),
            (Vec::new(), 400, "malformed-request", "no .xlsx"),
            (whole[..whole.len() / 2].to_vec(), 400, "malformed-request", "no .xlsx"),
            (packed(&[("a.txt", &b"b"[..])]), 400, "malformed-request", "standard"),
            (old, 400, "malformed-request", "old format"),
            (with_texts(declared), 400, "malformed-request", "entities"),
            (with_texts(b"<sst><si"), 400, "malformed-request", "broken"),
            (with_texts(counted), 413, "too-large", "unpacked"),
            (with_texts(&long), 413, "too-large", "unpacked"),
            (with_texts(&many), 413, "too-large", "unpacked"),
            (with("xl/styles.xml", &bomb), 413, "too-large", "unpacked"),
        ] {
            let refused = send(&employer, "", XLSX, &body);
            assert_eq!(refused.status, status, "{named}: {}", refused.text);
            let problem = refused.expect(status);
            assert!(problem["type"].as_str().unwrap().contains(slug), "{problem}");
            assert!(problem["detail"].as_str().unwrap().contains(named), "{problem}");
        }
        send(&employer, "&format=hh", XLSX, &whole).problem(400, "malformed-request");
        assert_eq!(kept_texts(app, owner), 0);
    }

    fn a_form_holds_one_file(app) {
        let owner = app.new_employer();
        let employer = app.client(Role::Employer, owner, "");
        let csv = "external_ref;title.ru\r\nV-1;Каменщик\r\n".as_bytes();
        let whole = workbook(&[&|sheet| table(sheet, &["V-2"])]);
        let ndjson = vacancy("V-3").to_string();
        for (file, media, part) in [
            ("вакансии.CSV", "application/vnd.ms-excel", csv),
            ("a.bin", "text/csv; charset=utf-8", csv),
            ("a.xlsx", "application/octet-stream", whole.as_slice()),
            ("a", XLSX, whole.as_slice()),
            ("a.jsonl", "application/octet-stream", ndjson.as_bytes()),
        ] {
            let (media, body) = form(&[("file", file, media, part)]);
            let path = ended(&employer, &send(&employer, "", &media, &body));
            let outcome = outcomes(&employer, &path);
            assert!(["created", "unchanged"].contains(&outcome[0].as_str()), "{file} {outcome:?}");
        }
        for reference in ["V-1", "V-2", "V-3"] {
            employer.get(&format!("/v1/vacancies/by-ref/{reference}")).expect(200);
        }
        let wrong: [&[FormPart<'_>]; 3] = [
            &[],
            &[("other", "a.csv", "text/csv", csv)],
            &[("file", "a.csv", "text/csv", csv), ("more", "b.csv", "text/csv", csv)],
        ];
        for parts in wrong {
            let (media, body) = form(parts);
            send(&employer, "", &media, &body).problem(400, "malformed-request");
        }
        let (media, body) = form(&[("file", "a.pdf", "application/pdf", &b"%PDF"[..])]);
        send(&employer, "", &media, &body).problem(415, "unsupported-media-type");
        let (media, body) = form(&[("file", "a.csv", "text/csv", csv)]);
        send(&employer, "", &media, &body[..body.len() - 20]).problem(400, "malformed-request");
        send(&employer, "", "multipart/form-data", &body).problem(400, "malformed-request");
        assert_eq!(kept_texts(app, owner), 0);
    }

    fn a_list_is_had_as_a_workbook(app) {
        let employer = app.employer();
        for number in 0..130 {
            let more = json!({"external_ref": format!("=V-{number}"), "home_regions": ["UZ-SA", "UZ-TK"]});
            employer.post("/v1/vacancies", &but(bodies::vacancy(), &more)).expect(201);
        }
        let answer = employer.send("GET", "/v1/vacancies?status=draft", &[("accept", XLSX)], None);
        answer.expect(200);
        assert_eq!(answer.header("content-type"), XLSX);
        assert!(answer.header("vary").contains("Accept"));
        let found = sheet(&answer.bytes, "records");
        let column = |name: &str| found[0].iter().position(|cell| text(cell) == name).unwrap();
        let ids: Vec<String> = found[1..].iter().map(|row| text(&row[column("id")])).collect();
        let lines = employer.send("GET", "/v1/vacancies?status=draft", &[("accept", NDJSON)], None).text;
        let read = |line: &str| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
        assert_eq!(ids, lines.lines().map(read).collect::<Vec<_>>(), "the same records in the same order");
        assert_eq!(found[1][column("total_job_openings")], Data::Float(12.0), "a number is a number");
        assert_eq!(text(&found[1][column("external_ref")]), "=V-129", "a text stays as it is");
        let path = import(&employer, "", &answer.bytes);
        assert_eq!(outcomes(&employer, &path), vec!["unchanged"; 130], "what was exported can be imported");
        let none = app.employer().send("GET", "/v1/vacancies", &[("accept", XLSX)], None);
        assert_eq!(sheet(&none.bytes, "records").len(), 1, "another employer's are not in it");
        let paged = employer.send("GET", "/v1/vacancies?limit=2", &[("accept", XLSX)], None);
        paged.problem(400, "malformed-request");
    }

    fn an_upload_that_breaks_off_leaves_nothing(app) {
        let owner = app.new_employer();
        let employer = app.client(Role::Employer, owner, "");
        for media in [NDJSON, XLSX] {
            for _ in 0..10 {
                break_off(app, &employer, media);
            }
            eventually("nothing is kept", || kept_texts(app, owner) == 0);
        }
        send(&employer, "", NDJSON, vacancy("V-1").to_string().as_bytes()).expect(202);
        assert_eq!(employer.get("/v1/imports").expect(200)["items"].as_array().unwrap().len(), 1);
    }
}

/// Sends less than was announced, and goes away.
fn break_off(app: &TestApp, client: &Client, media: &str) {
    let address = app.base.strip_prefix("http://").unwrap();
    let mut socket = std::net::TcpStream::connect(address).unwrap();
    let head = format!(
        "POST /v1/imports?of=vacancies HTTP/1.1\r\nhost: koprik.test\r\nauthorization: Bearer {}\r\n\
         content-type: {media}\r\ncontent-length: 900000\r\nidempotency-key: {}\r\n\r\n",
        client.token(),
        Uuid::now_v7(),
    );
    socket.write_all(head.as_bytes()).unwrap();
    socket.write_all(&vec![b'{'; 300_000]).unwrap();
    socket.shutdown(std::net::Shutdown::Write).unwrap();
    let _answer = socket.read_to_end(&mut Vec::new()); // it is over once the server has noticed
}
