//! The statements that the server sends, from PostgreSQL's log.

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use crate::failure::Result;
use crate::tools::Tools;

/// PostgreSQL's log, to which every statement is written.
pub struct Log<'t> {
    tools: &'t Tools,
    url: &'t str,
    path: PathBuf,
    read: usize,
}

/// Precedes the text of a prepared statement.
const STATEMENT: &str = "LOG:  execute ";
/// Precedes the text of any other statement.
const PLAIN: &str = "LOG:  statement: ";
/// Precedes the parameters.
const PARAMETERS: &str = "DETAIL:  parameters: ";

impl<'t> Log<'t> {
    /// Begins to log every statement. The log of a local server is next to its cluster.
    ///
    /// # Errors
    /// The error of psql or of the disk.
    pub fn begin(tools: &'t Tools, url: &'t str) -> Result<Log<'t>> {
        let cluster = PathBuf::from(tools.ask(url, "SHOW data_directory")?);
        let path = cluster.with_file_name("postgres.log");
        tools.ask(url, "ALTER SYSTEM SET log_statement = 'all'")?;
        reload(tools, url)?;
        let mut log = Log { tools, url, path, read: 0 };
        log.statements()?;
        Ok(log)
    }

    /// The statements since the last call, with their parameters filled in.
    ///
    /// # Errors
    /// An error of the disk.
    pub fn statements(&mut self) -> Result<Vec<String>> {
        let log = fs::read(&self.path)?;
        let new = String::from_utf8_lossy(log.get(self.read..).unwrap_or_default()).into_owned();
        self.read = log.len();
        Ok(statements(&new))
    }

    /// The statements of the first transaction that committed since the last call, if it was logged.
    ///
    /// # Errors
    /// An error of the disk.
    pub fn transaction(&mut self) -> Result<Option<Vec<String>>> {
        let log = fs::read(&self.path)?;
        let new = String::from_utf8_lossy(log.get(self.read..).unwrap_or_default()).into_owned();
        self.read = log.len();
        Ok(transaction(&new))
    }

    /// Stops logging.
    ///
    /// # Errors
    /// The error of psql.
    pub fn end(self) -> Result<()> {
        self.tools.ask(self.url, "ALTER SYSTEM RESET log_statement")?;
        reload(self.tools, self.url)
    }
}

fn reload(tools: &Tools, url: &str) -> Result<()> {
    tools.ask(url, "SELECT pg_reload_conf()")?;
    // Open connections notice it at their next statement.
    thread::sleep(Duration::from_millis(500));
    Ok(())
}

/// The lines of the process that committed a transaction, from its beginning to its end.
fn transaction(log: &str) -> Option<Vec<String>> {
    let process = |line: &str| line.split_once(" LOG:  ").map(|(process, _)| end_of(process).to_owned());
    let commits = |line: &&str| line.split_once(PLAIN).is_some_and(|(_, sql)| sql.trim() == "COMMIT");
    let own = process(log.lines().find(commits)?)?;
    let mut speaks = false;
    let said = log.lines().filter(|line| {
        let began = line.split_once("LOG:  ").or_else(|| line.split_once("DETAIL:  "));
        if let Some((process, _)) = began {
            speaks = end_of(process.trim_end()) == own;
        }
        speaks
    });
    let said: Vec<&str> = said.collect();
    let statements = read(&said.join("\n"), true);
    let begins = statements.iter().rposition(|sql| sql.starts_with("BEGIN"))?;
    let mut all = Vec::new();
    for sql in &statements[begins..] {
        // The driver sends both at once.
        match sql.split_once("BEGIN; ") {
            Some(("", signed)) => all.extend(["BEGIN".to_owned(), signed.to_owned()]),
            _ => all.push(sql.clone()),
        }
    }
    Some(all)
}

/// The id of the process, which comes last before its message.
fn end_of(prefix: &str) -> &str {
    prefix.rsplit(' ').next().unwrap_or_default()
}

fn statements(log: &str) -> Vec<String> {
    read(log, false)
}

/// The statements of a log; `plain` includes those that were not prepared.
fn read(log: &str, plain: bool) -> Vec<String> {
    let mut statements: Vec<String> = Vec::new();
    let mut open = false;
    for line in log.lines() {
        if let Some((_, sql)) = line.split_once(PLAIN).filter(|_| plain) {
            statements.push(sql.to_owned());
            open = true;
        } else if let Some((_, said)) = line.split_once(STATEMENT) {
            statements.push(said.split_once(": ").map_or("", |(_, sql)| sql).to_owned());
            open = true;
        } else if let Some((_, parameters)) = line.split_once(PARAMETERS) {
            if let Some(sql) = statements.last_mut() {
                *sql = filled(sql, &values(parameters));
            }
            open = false;
        } else if let Some(more) = line.strip_prefix('\t').filter(|_| open) {
            if let Some(sql) = statements.last_mut() {
                sql.push('\n');
                sql.push_str(more);
            }
        } else {
            open = false;
        }
    }
    statements
}

/// The values in `$1 = 'one', $2 = NULL`, as SQL.
fn values(mut parameters: &str) -> Vec<String> {
    let mut values = Vec::new();
    while let Some((_, rest)) = parameters.split_once(" = ") {
        let length = if rest.starts_with('\'') { quoted(rest) } else { rest.find(',').unwrap_or(rest.len()) };
        let (value, rest) = rest.split_at(length);
        values.push(value.to_owned());
        parameters = rest;
    }
    values
}

/// The length of a quoted text, in which quotes are doubled.
fn quoted(text: &str) -> usize {
    let mut quotes = 0;
    for (at, letter) in text.char_indices() {
        quotes += usize::from(letter == '\'');
        if quotes.is_multiple_of(2) && !text[at + letter.len_utf8()..].starts_with('\'') {
            return at + letter.len_utf8();
        }
    }
    text.len()
}

/// A statement with its parameters filled in.
fn filled(sql: &str, values: &[String]) -> String {
    let mut parts = sql.split('$');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.len() - part.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let number: Option<usize> = part[..digits].parse().ok();
        match number.and_then(|number| values.get(number.checked_sub(1)?)) {
            Some(value) => filled.push_str(value),
            None => filled.extend(["$", &part[..digits]]),
        }
        filled.push_str(&part[digits..]);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_read_with_its_parameters() {
        let log = "2026-01-01 [1] LOG:  execute sqlx_s_1: SELECT $1::int,\n\t $2 || $3\n\
                   2026-01-01 [1] DETAIL:  parameters: $1 = '7', $2 = 'it''s, $1 = 2', $3 = NULL\n\
                   2026-01-01 [2] LOG:  statement: LISTEN x\n\
                   2026-01-01 [1] LOG:  execute <unnamed>: SELECT 1\n";
        let expected = ["SELECT '7'::int,\n 'it''s, $1 = 2' || NULL", "SELECT 1"];
        assert_eq!(statements(log), expected);
    }

    #[test]
    fn a_transaction_is_that_of_the_process_that_commits() {
        let log = "2026-01-01 [1] LOG:  statement: BEGIN; SET LOCAL x = E'y'\n\
                   2026-01-01 [2] LOG:  execute sqlx_s_1: SELECT 2\n\
                   2026-01-01 [1] LOG:  execute sqlx_s_1: SELECT\n\t$1\n\
                   2026-01-01 [1] DETAIL:  parameters: $1 = 'a'\n\
                   2026-01-01 [1] LOG:  statement: COMMIT\n";
        let expected = ["BEGIN", "SET LOCAL x = E'y'", "SELECT\n'a'", "COMMIT"];
        assert_eq!(transaction(log).unwrap_or_default(), expected);
    }
}
