//! A journal that has grown is written anew: what is saved becomes its beginning, with as many steps as can be undone after a restart;
//! what is not saved stays to the letter.

use super::{
    Entry, Header,
    past::{Disk, Past, Walk},
    record::{Told, entry_line, header_line},
};
use crate::annotation::Step;

/// Bytes that the steps kept for undo may take, at the most.
const MOST: usize = 16 << 20;

/// The journal that says the same with at most so many steps before what is not saved; `None` if nothing was ever saved, or the
/// journal says nothing.
#[must_use]
pub fn shorten(told: &Told, steps: usize) -> Option<Vec<u8>> {
    let past = Past::of(told, Disk::Broken);
    let entries = &told.entries[..past.entries];
    let mut count = 0;
    let mut saved = None;
    for (entry, _) in entries {
        if let Entry::Saved { stamp, back } = entry {
            saved = Some((count - back, *stamp));
        }
        count += u64::from(entry.counts());
    }
    let (at, stamp) = saved?;
    let mut walk = Walk::from(&told.header.base);
    let mut entries = entries.iter().map(|(entry, _)| entry);
    while walk.count < at {
        walk.step(entries.next()?)?;
    }
    let rest: Vec<&Entry> = entries.filter(|entry| entry.counts()).collect();
    // What was taken back since must be there to be taken back.
    let undone = rest.iter().filter(|entry| matches!(entry, Entry::Undone));
    let needed = undone.count();
    let Walk {
        mut set,
        mut history,
        ..
    } = walk;
    let mut size = 0;
    let fitting = history.done().iter().rev().take_while(|step| {
        size += entry_line(&done(step)).len();
        size <= MOST
    });
    let fitting = fitting.count();
    history.keep(steps.min(fitting).max(needed));
    for step in history.done().iter().rev() {
        set.apply(&step.transaction.inverse()).ok()?;
    }
    let redone = rest.iter().any(|entry| matches!(entry, Entry::Redone));
    let again = match steps {
        0 if !redone => &[],
        _ => history.undone(),
    };
    let header = Header {
        base: set,
        stamp: None,
        ..told.header.clone()
    };
    let saved = Entry::Saved { stamp, back: 0 };
    let mut text = header_line(&header);
    let steps = history.done().iter().chain(again.iter().rev()).map(done);
    let undone = again.iter().map(|_| Entry::Undone);
    for entry in steps.chain(undone).chain([saved]) {
        text.extend(entry_line(&entry));
    }
    for entry in rest {
        text.extend(entry_line(entry));
    }
    Some(text)
}

pub(super) fn done(step: &Step<super::Place>) -> Entry {
    Entry::Done {
        transaction: step.transaction.clone(),
        before: step.before.clone(),
        after: step.after.clone(),
    }
}
