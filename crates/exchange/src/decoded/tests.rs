use std::io::Cursor;

use super::*;

fn text(bytes: &[u8]) -> String {
    let mut text = Vec::new();
    Decoded::new(Cursor::new(bytes)).read_to_end(&mut text).unwrap();
    String::from_utf8_lossy(&text).into_owned()
}

fn wide(text: &str, order: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

const FILE: &str = "code,name_fa\nP1,شهرک آزمون\n";

#[test]
fn utf_16_is_read_in_both_orders_with_and_without_a_mark() {
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        assert_eq!(text(&wide(FILE, order)), FILE);
        assert_eq!(text(&wide(&format!("\u{feff}{FILE}"), order)), FILE);
    }
}

#[test]
fn a_long_file_is_decoded_piece_by_piece() {
    let long = FILE.repeat(20_000);
    assert_eq!(text(&wide(&long, u16::to_le_bytes)), long);
    assert_eq!(text(long.as_bytes()), long);
    let (old, _, _) = WINDOWS_1256.encode(&long);
    assert_eq!(text(&old), long);
}

#[test]
fn windows_1256_is_read_where_it_is_words_of_persian() {
    let (old, _, lossy) = WINDOWS_1256.encode("کد;نام\r\nP1;شهرک پارسيان ۱\r\n");
    assert!(lossy, "Persian digits are not in it");
    let (old_again, ..) = WINDOWS_1256.encode("کد;نام\r\nP1;شهرک پارسيان 1\r\n");
    assert_eq!(text(&old_again), "کد;نام\r\nP1;شهرک پارسيان 1\r\n");
    assert_eq!(Decoded::new(Cursor::new(&*old)).guessed(), Some("windows-1256"));
    // Persian after more ASCII than is decoded at once.
    let late = [&b"a,b\n".repeat(40_000)[..], &old_again].concat();
    assert!(text(&late).ends_with("شهرک پارسيان 1\r\n"));
}

#[test]
fn other_bytes_are_passed_on_to_be_refused() {
    for bytes in [&b"code,n\xe1me\n"[..], b"10,F\xf6\xf6d\n", b"10,\xc3\n", "پ,\u{e9}".as_bytes()] {
        let mut passed = Vec::new();
        Decoded::new(Cursor::new(bytes)).read_to_end(&mut passed).unwrap();
        assert_eq!(passed, bytes);
    }
}

#[test]
fn lines_may_end_in_three_ways() {
    assert_eq!(text(b"a\rb\rc"), "a\nb\nc");
    assert_eq!(text(b"a\r\nb\r\n"), "a\r\nb\r\n");
    assert_eq!(text(b"a\nb\rc\n"), "a\nb\rc\n");
}

#[test]
fn what_is_no_text_is_known_by_its_first_bytes() {
    let start = |bytes: &[u8]| Decoded::new(Cursor::new(bytes)).start();
    let page = "\u{feff}\n <HTML><body><table>";
    assert_eq!(start(page.as_bytes()), Start::WebPage);
    assert_eq!(start(b"PK\x03\x04"), Start::Workbook);
    assert_eq!(start(b"\xd0\xcf\x11\xe0\xa1\xb1"), Start::OldWorkbook);
    let protected = [&b"\xd0\xcf\x11\xe0"[..], &wide("EncryptedPackage", u16::to_le_bytes)].concat();
    assert_eq!(start(&protected), Start::Protected);
    assert_eq!(start(b"code,name\n"), Start::Text);
}

#[test]
fn an_old_encoding_is_noticed_where_its_first_letters_are() {
    let name = WINDOWS_1256.encode("پنير طوس").0;
    let text = [b"code,name\nU1,One\n".repeat(CHUNK / 8), b"U2,".to_vec(), name.into_owned()].concat();
    let mut decoded = Decoded::new(Cursor::new(text));
    assert_eq!(decoded.guessed(), None);

    let mut read = String::new();
    decoded.read_to_string(&mut read).unwrap();

    assert!(read.ends_with("U2,پنير طوس"));
    assert_eq!(decoded.guessed(), Some("windows-1256"));
}

#[test]
fn a_line_ends_outside_of_quotation_marks() {
    let of = |text: &str| {
        let mut read = String::new();
        Decoded::new(Cursor::new(text.as_bytes().to_vec())).read_to_string(&mut read).unwrap();
        read
    };
    assert_eq!(of("a,\"b\nc\"\rd,e\r"), "a,\"b\nc\"\nd,e\n");
    assert_eq!(of("a,b\r\nc,d\r\n"), "a,b\r\nc,d\r\n");
    let with_zero = "code,park,name_en\nU1,P1,One\0Two\n";
    assert_eq!(of(with_zero), with_zero);
}
