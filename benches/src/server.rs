//! A server on loopback, which sends prepared pages. It runs in a separate process, so that its CPU time is not the client's.
//!
//! | request | response |
//! |:--|:--|
//! | `GET …/deviceConfigurations/200000/deviceStatuses` | a page of the 200,000 items |
//! | `POST …/$batch` | 20 created device statuses |
//! | another `POST` | a created device status |

use std::env::current_exe;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::device_statuses::{PAGE, item, page_of};

/// The argument with which a program that starts the server calls [`serve`].
pub const ARGUMENT: &str = "serve";

/// The number of requests in a batch.
pub const BATCH: usize = 20;

/// Different full pages; the next ones repeat them.
const PAGES: usize = 4;

/// The place of a number in a link, which has the same length on each page.
const NUMBER: &str = "NNNNNNNNN";

/// A running server. It ends with this value, or with the program.
pub struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts this program again as the server.
    pub fn start() -> io::Result<Self> {
        let mut process =
            Command::new(current_exe()?).arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut url = String::new();
        if let Some(stdout) = &mut process.stdout {
            BufReader::new(stdout).read_line(&mut url)?;
        }
        Ok(Self { process, url: url.trim().to_owned() })
    }

    /// The base URL, without a version.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An error means that it has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Prints the URL and serves until the standard input ends.
pub fn serve() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let content = Content::new(&url);
    println!("{url}");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let content = content.clone();
            thread::spawn(move || content.answer_all(stream));
        }
    });
    io::copy(&mut io::stdin().lock(), &mut io::sink())?;
    Ok(())
}

/// The responses, headers included.
#[derive(Clone)]
struct Content {
    pages: Vec<Page>,
    /// The last page of this number of items.
    last: Option<(usize, Vec<u8>)>,
    created: Vec<u8>,
    batch: Vec<u8>,
}

/// A full page with a link, and the places of its two numbers.
#[derive(Clone)]
struct Page {
    response: Vec<u8>,
    total: usize,
    next: usize,
}

impl Content {
    fn new(url: &str) -> Self {
        let pages = (0..PAGES).map(|number| {
            let items = (number * PAGE..(number + 1) * PAGE).map(item);
            let path = format!("deviceManagement/deviceConfigurations/{NUMBER}/deviceStatuses");
            let link = format!(r#""@odata.nextLink":"{url}/v1.0/{path}?$skiptoken={NUMBER}","#);
            let response = response("200 OK", &page_of(items, &link));
            let mut places = response.match_indices(NUMBER).map(|(place, _)| place);
            let (total, next) = (places.next().unwrap_or_default(), places.next().unwrap_or_default());
            Page { total, next, response: response.into_bytes() }
        });
        let answers: Vec<String> = (1..=BATCH)
            .map(|id| {
                let head = r#""status":201,"headers":{"Content-Type":"application/json"}"#;
                format!(r#"{{"id":"{id}",{head},"body":{}}}"#, item(id))
            })
            .collect();
        Self {
            pages: pages.collect(),
            last: None,
            created: response("201 Created", &item(1)).into_bytes(),
            batch: response("200 OK", &format!(r#"{{"responses":[{}]}}"#, answers.join(","))).into_bytes(),
        }
    }

    /// Answers each request of a connection.
    fn answer_all(mut self, stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut requests = BufReader::new(stream.try_clone()?);
        let mut responses = stream;
        let mut body = Vec::new();
        while let Some(head) = Head::read(&mut requests)? {
            body.resize(head.length, 0);
            requests.read_exact(&mut body)?;
            responses.write_all(self.answer(&head))?;
        }
        Ok(())
    }

    fn answer(&mut self, head: &Head) -> &[u8] {
        if head.line.starts_with("POST") {
            return if head.line.contains("/$batch ") { &self.batch } else { &self.created };
        }
        let page = head.number("skiptoken=").unwrap_or_default();
        self.page(head.number("/deviceConfigurations/").unwrap_or_default(), page)
    }

    fn page(&mut self, total: usize, number: usize) -> &[u8] {
        let first = number * PAGE;
        if first + PAGE >= total {
            if self.last.as_ref().is_none_or(|(of, _)| *of != total) {
                let page = page_of((first..total.max(first)).map(item), "");
                self.last = Some((total, response("200 OK", &page).into_bytes()));
            }
            return self.last.as_ref().map_or(&[], |(_, page)| page);
        }
        let kept = number % self.pages.len();
        let Some(page) = self.pages.get_mut(kept) else { return &[] };
        for (place, number) in [(page.total, total), (page.next, number + 1)] {
            if let Some(digits) = page.response.get_mut(place..place + NUMBER.len()) {
                digits.copy_from_slice(format!("{number:09}").as_bytes());
            }
        }
        &page.response
    }
}

fn response(status: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}")
}

/// What the server reads of a request.
struct Head {
    line: String,
    length: usize,
}

impl Head {
    /// `None` at the end of the connection.
    fn read(stream: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut head = Self { line: String::new(), length: 0 };
        if stream.read_line(&mut head.line)? == 0 {
            return Ok(None);
        }
        let mut field = String::new();
        while stream.read_line(&mut field)? > 2 {
            if let Some((name, value)) = field.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                head.length = value.trim().parse().unwrap_or_default();
            }
            field.clear();
        }
        Ok(Some(head))
    }

    /// The number after a text of the request line.
    fn number(&self, after: &str) -> Option<usize> {
        let (_, rest) = self.line.split_once(after)?;
        rest.split(|char: char| !char.is_ascii_digit()).next()?.parse().ok()
    }
}
