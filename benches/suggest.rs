//! What offers cost: `cargo bench --bench suggest`. Quantities and all offers, in megabytes of text a second, beside what nobody could do
//! without, in the same run: one regular expression of digits and cue words over the same text, and making the Document. And an
//! article of 60 kB as one number.

use claimark::{
    quantity::{self, Conventions},
    suggest::suggest,
    text::{Document, Pattern},
};
use divan::{Bencher, counter::BytesCount};

fn main() {
    divan::main();
}

/// Bytes of text, about: a long article, and a hundred stories in one file.
const SIZES: [usize; 2] = [60_000, 1_000_000];

/// News in paragraphs, each of which is another: the same sentences with other names and numbers.
fn news(bytes: usize) -> String {
    const SENTENCES: [&str; 8] = [
        "The ministry of N denied on Tuesday that more than 1,460 people had been moved.",
        "“We lost two thirds of the young ones in N,” Anna Roe said, “and nobody has come to count them with us.”",
        "Ben Doe, a fisherman from N, told reporters that the current had dropped by between 30 and 45 percent.",
        "The harbour was built for 1.4 billion orins ($182 million/167 million euros), according to the office of N.",
        "On a clear morning the boats of N lay in the bay, and the ropes hung empty over the side.",
        "“There is no link between the wall and N,” said the spokesman in a statement.",
        "The company rejected the allegations of N as “completely fabricated”, and said it would answer them.",
        "It takes four hours to walk from the last road to N, along the river and through the old woods.",
    ];
    let mut text = String::new();
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        text += &SENTENCES[number % SENTENCES.len()].replace('N', &format!("Dalvi {number}"));
        text += if number % 3 == 2 { "\n\n" } else { " " };
    }
    text
}

/// What to count: bytes of text.
fn counter(text: &str) -> BytesCount {
    BytesCount::new(text.len())
}

#[divan::bench(args = SIZES)]
fn a_regex_of_digits_and_cues(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = news(bytes);
    let counter = counter(&text);
    let document = Document::new(text);
    let words =
        r"[\d][\d,.]*|\b(?:said|says|told|denied|denies|rejected|according to|there is no)\b|[“”]";
    let pattern = Pattern::new(words, false);
    let find = || {
        pattern
            .as_ref()
            .map(|pattern| pattern.find(&document).ranges.len())
            .ok()
    };
    bencher.counter(counter).bench(find);
}

#[divan::bench(args = SIZES)]
fn b_making_the_document(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = news(bytes);
    bencher
        .counter(counter(&text))
        .bench(|| Document::new(text.as_str()));
}

#[divan::bench(args = SIZES)]
fn c_quantities(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = news(bytes);
    let conventions = Conventions::default();
    bencher
        .counter(counter(&text))
        .bench(|| quantity::find(&text, &conventions).len());
}

/// On a Document that is new each time, as when an article is opened.
#[divan::bench(args = SIZES)]
fn d_offers(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = news(bytes);
    let conventions = Conventions::default();
    let bencher = bencher.counter(counter(&text));
    bencher
        .with_inputs(|| Document::new(text.as_str()))
        .bench_refs(|document| suggest(document, &[], &conventions).len());
}
