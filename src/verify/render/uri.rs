//! A file's name as a URI reference (RFC 3986).

/// The name, percent-encoded, with `/` between folders: a relative reference, or `file://` and the whole path.
pub(super) fn uri(name: &str) -> String {
    of(name, cfg!(windows))
}

fn of(name: &str, windows: bool) -> String {
    let name = if windows {
        name.replace('\\', "/")
    } else {
        name.to_owned()
    };
    let mut start = name.chars();
    let drive = windows
        && start.next().is_some_and(|c| c.is_ascii_alphabetic())
        && start.next() == Some(':');
    if drive {
        // The colon of a drive stays as it is.
        let (drive, path) = name.split_at(2);
        return format!("file:///{drive}{}", encoded(path));
    }
    // What Windows calls `\\?\` is no part of the name.
    if let Some(path) = name.strip_prefix("//?/").filter(|_| windows) {
        return of(path, windows);
    }
    if windows && name.starts_with("//") {
        return format!("file:{}", encoded(&name));
    }
    if name.starts_with('/') {
        return format!("file://{}", encoded(&name));
    }
    let mut relative = name.as_str();
    while let Some(rest) = relative.strip_prefix("./") {
        relative = rest.trim_start_matches('/');
    }
    encoded(relative)
}

/// Each byte of UTF-8 that is not unreserved in a URI as `%` and two digits, but for the `/`.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(byte));
            }
            _ => encoded += &format!("%{byte:02X}"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_text;

    #[test]
    fn names_of_all_kinds() {
        for (name, unix, windows) in [
            ("news/a.ron", "news/a.ron", "news/a.ron"),
            ("./news/a.ron", "news/a.ron", "news/a.ron"),
            (".//.///a.ron", "a.ron", "a.ron"),
            ("../a b#?.ron", "../a%20b%23%3F.ron", "../a%20b%23%3F.ron"),
            (
                "a:b/ö%.ron",
                "a%3Ab/%C3%B6%25.ron",
                "file:///a:b/%C3%B6%25.ron",
            ),
            ("/home/a.ron", "file:///home/a.ron", "file:///home/a.ron"),
            ("news\\a.ron", "news%5Ca.ron", "news/a.ron"),
            (
                "C:\\x y\\a.ron",
                "C%3A%5Cx%20y%5Ca.ron",
                "file:///C:/x%20y/a.ron",
            ),
            (
                "\\\\host\\x\\a.ron",
                "%5C%5Chost%5Cx%5Ca.ron",
                "file://host/x/a.ron",
            ),
            (
                "\\\\?\\C:\\a.ron",
                "%5C%5C%3F%5CC%3A%5Ca.ron",
                "file:///C:/a.ron",
            ),
        ] {
            assert_eq!(of(name, false), unix);
            assert_eq!(of(name, true), windows);
        }
    }

    proptest! {
        #[test]
        fn any_name_can_be_read_back(name in any_text()) {
            let uri = encoded(&name);
            prop_assert!(uri.bytes().all(|byte| byte.is_ascii_graphic()));
            let mut bytes = Vec::new();
            let mut rest = uri.as_bytes();
            while let Some((&byte, behind)) = rest.split_first() {
                rest = behind;
                if byte == b'%' {
                    let digits = std::str::from_utf8(&rest[..2]).unwrap();
                    bytes.push(u8::from_str_radix(digits, 16).unwrap());
                    rest = &rest[2..];
                } else {
                    bytes.push(byte);
                }
            }
            prop_assert_eq!(String::from_utf8(bytes).unwrap(), name);
        }
    }
}
