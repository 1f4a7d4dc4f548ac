//! WARC → the pages in it: responses of type `text/html`, with the address they were fetched from.

use super::ReadError;
use super::records::{Kind, Options, Receiver, Record, io_error, limited};
use crate::model::Stated;
use std::io::{self, BufRead, Read};

/// Hands every page on.
pub(super) fn each(
    name: &str,
    mut reader: impl BufRead,
    options: &Options,
    receive: &mut Receiver,
) -> Result<(), ReadError> {
    let broken = |fault: &str, number: usize| ReadError::Format {
        name: format!("{name}, record {number}"),
        fault: fault.into(),
        mend: "the file is damaged from there: fetch it again".into(),
    };
    for number in 1.. {
        let Some(head) = header(&mut reader).map_err(|e| io_error(name, e))? else { break };
        if !head.first().is_some_and(|l| l.starts_with("WARC/")) {
            return Err(broken("it does not start with WARC/; the records before it were read", number));
        }
        let length: u64 = value(&head, "content-length")
            .and_then(|v| v.parse().ok())
            .ok_or_else(|| broken("it has no Content-Length", number))?;
        let mut block = (&mut reader).take(length);
        let response = value(&head, "warc-type").is_some_and(|t| t.eq_ignore_ascii_case("response"));
        let mut go_on = true;
        if response && length <= options.largest {
            let mut bytes = Vec::new();
            block.read_to_end(&mut bytes).map_err(|e| io_error(name, e))?;
            let address = value(&head, "warc-target-uri").map(|a| a.trim_matches(['<', '>']).to_string());
            let place = format!("{name}, record {number}");
            if let Some(page) = page(&place, &bytes, options).transpose() {
                let stated = Stated { url: address, ..Stated::default() };
                go_on = receive(page.map(|record| Record { stated, ..record }));
            }
        } else if response {
            go_on = receive(Err(super::records::too_large(&format!("{name}, record {number}"), options)));
        }
        io::copy(&mut block, &mut io::sink()).map_err(|e| io_error(name, e))?;
        if !go_on {
            break;
        }
    }
    Ok(())
}

/// Lines up to an empty one; `None` at the end of the file. Empty lines before them are passed over.
fn header(reader: &mut impl BufRead) -> io::Result<Option<Vec<String>>> {
    const LONGEST: u64 = 64 << 10;
    let mut lines = Vec::new();
    loop {
        let mut line = Vec::new();
        if reader.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            return Ok((!lines.is_empty()).then_some(lines));
        }
        let line = String::from_utf8_lossy(&line).trim_end().to_string();
        if !line.is_empty() && lines.len() < 200 {
            lines.push(line);
        } else if !lines.is_empty() {
            return Ok(Some(lines));
        }
    }
}

fn value<'l>(lines: &'l [String], name: &str) -> Option<&'l str> {
    let pairs = lines.iter().filter_map(|l| l.split_once(':'));
    pairs.into_iter().find(|(n, _)| n.trim().eq_ignore_ascii_case(name)).map(|(_, v)| v.trim())
}

/// The page of an HTTP response, if it is one that was found.
fn page(place: &str, response: &[u8], options: &Options) -> Result<Option<Record>, ReadError> {
    let mut rest = response;
    let Some(head) = header(&mut rest).map_err(|e| io_error(place, e))? else { return Ok(None) };
    let media_type = value(&head, "content-type").unwrap_or_default().to_string();
    let found = head[0].split_whitespace().nth(1).is_some_and(|code| code.starts_with('2'));
    if !found || !media_type.to_ascii_lowercase().contains("html") {
        return Ok(None);
    }
    let mut body = rest.to_vec();
    if value(&head, "transfer-encoding").is_some_and(|v| v.eq_ignore_ascii_case("chunked")) {
        body = unchunked(&body).unwrap_or(body);
    }
    if value(&head, "content-encoding").is_some_and(|v| v.contains("gzip")) && body.starts_with(&[0x1f, 0x8b]) {
        body = limited(place, flate2::read::MultiGzDecoder::new(body.as_slice()), options)?;
    }
    Ok(Some(Record {
        place: place.into(),
        bytes: body,
        media_type: Some(media_type),
        kind: Some(Kind::Html),
        ..Record::default()
    }))
}

/// Chunks put together; `None` where the body is not in chunks, whatever the header says.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let end = body.iter().position(|b| *b == b'\n')?;
        let size = std::str::from_utf8(&body[..end]).ok()?.trim().split(';').next()?.to_string();
        let size = usize::from_str_radix(&size, 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(body.get(end + 1..end + 1 + size)?);
        body = body
            .get(end + 1 + size..)?
            .strip_prefix(b"\r\n")
            .or_else(|| body.get(end + 1 + size..)?.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_come_out_of_responses_with_their_address() {
        let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n清河\r\n0\r\n\r\n";
        let record = |kind: &str, body: &str| {
            format!(
                "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.cn/1\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
                body.len()
            )
        };
        let file = record("warcinfo", "x") + &record("response", http) + &record("request", "GET /");
        let mut got = Vec::new();
        each("a.warc", file.as_bytes(), &Options::default(), &mut |r| {
            got.push(r.unwrap());
            true
        })
        .unwrap();
        assert_eq!(got.len(), 1);
        assert_eq!((got[0].bytes.as_slice(), got[0].stated.url.as_deref()), ("清河".as_bytes(), Some("http://a.cn/1")));
    }
}
