//! Codes into a file, in the clear: for demonstrations and tests, where nobody has a telephone. Each line says so.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::Path,
    sync::{Mutex, PoisonError},
};

use serde_json::json;

use crate::app::trust::own_channel::sender::{CodeMessage, CodeSender, NotSent};

/// What each line begins with.
const WARNING: &str = "DEMONSTRATION ONLY: this file holds codes in the clear";

/// A file that codes are written to, a line of JSON each.
#[derive(Debug)]
pub struct CodeFile {
    file: Mutex<File>,
}

impl CodeFile {
    /// Opens the file, for its owner alone; it is made if it is not there.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Self { file: Mutex::new(options.open(path)?) })
    }
}

impl CodeSender for CodeFile {
    fn send(&self, message: &CodeMessage<'_>) -> Result<(), NotSent> {
        let CodeMessage { session, channel, to, language, text } = message;
        let line = json!({
            "warning": WARNING, "session": session, "channel": channel, "to": masked(to), "language": language,
            "text": text,
        });
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = writeln!(file, "{line}").and_then(|()| file.flush());
        written.map_err(|error| NotSent::Later(format!("the file: {}", error.kind()), None))
    }
}

/// The last two characters of a contact: enough to tell one from another.
fn masked(to: &str) -> String {
    let length = to.chars().count();
    let shown: String = to.chars().skip(length.saturating_sub(2)).collect();
    format!("…{shown}")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::{trust::worker_session::OwnChannel, values::language::Lang};

    #[test]
    fn a_line_is_marked_and_says_no_whole_number() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("codes.log");
        let (to, text) = ("+998901234567", "code 40281736");
        let (session, channel, language) = (Uuid::from_u128(7), OwnChannel::Sms, Lang::En);
        let message = CodeMessage { session, channel, to, language, text };
        for _ in 0..2 {
            CodeFile::open(&path).unwrap().send(&message).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = written.lines().collect();
        assert_eq!(lines.len(), 2, "it goes on where it was");
        assert!(lines.iter().all(|line| line.contains("DEMONSTRATION ONLY")), "{written}");
        assert!(written.contains("40281736") && written.contains("…67"), "{written}");
        assert!(!written.contains("+998901234567"), "{written}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
