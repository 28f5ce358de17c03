//! Linking, while it lasts: it begins with a key, shows in the text what it would link to, and ends with a link or without one.

use std::sync::Arc;

use egui::Context;

use super::Labelling;
use crate::{
    annotation::{Act, Annotation, AnnotationId, Kind},
    gui::{
        command::Command,
        desk::NotDone,
        linking::Linking,
        panels::link_field,
        reading::{links::Link, page, view::Reveal},
    },
};

impl Labelling {
    pub(super) fn begin_linking(&mut self, context: &Context) -> Result<(), NotDone> {
        let mark = self.desk.mark().ok_or(NotDone::NoMark)?;
        self.desk.may_change()?;
        if mark.tag.kind() == Kind::Claim {
            self.status.say(
                context,
                format!(
                    "A claim points to nothing: press {} on a denial or a figure",
                    Command::Link.key(context)
                ),
            );
            return Ok(());
        }
        let mut linking = Linking::from(mark.id.clone());
        linking.look(&self.desk);
        self.linking = Some(linking);
        context.memory_mut(|memory| memory.request_focus(link_field::field_id()));
        Ok(())
    }

    /// Brings what would be linked to into view.
    pub(super) fn show_linked(&mut self) {
        let target = self.linking.as_ref().and_then(Linking::in_mind);
        let place = target.map_or(self.desk.at.selection.head, |mark| mark.extent().start);
        self.view.reveal(place, Reveal::Jump);
    }

    /// To be called every frame: whoever turned to something else no longer looks for what to link to.
    pub(super) fn follow_linking(&mut self, context: &Context) {
        let Some(linking) = &self.linking else { return };
        let about = self.desk.at.mark.as_ref() == Some(&linking.from)
            && self.desk.find(&linking.from).is_some()
            && self.desk.at.selection.is_caret();
        let focused = context.memory(egui::Memory::focused);
        let at_it = linking.fresh
            || focused.is_none_or(|id| id == link_field::field_id() || id == page::page_id());
        if !about || !at_it {
            self.drop_linking(context, true);
        }
    }

    /// No longer looks for what to link to. With `keep`, what was typed and can only be what was said elsewhere is kept.
    pub(super) fn end_linking(&mut self, context: &Context, keep: bool) {
        if self.linking.is_some() {
            self.drop_linking(context, keep);
            self.view
                .reveal(self.desk.at.selection.head, Reveal::Nearest);
            self.focus_page(context);
        }
    }

    fn drop_linking(&mut self, context: &Context, keep: bool) {
        if let Some(linking) = self.linking.take()
            && keep
            && let Some(act) = linking.unsaved(&self.desk)
        {
            self.do_linking(context, &act);
        }
    }

    pub(super) fn do_linking(&mut self, context: &Context, act: &Act) {
        if self.do_act(context, act) {
            self.say_done(context);
        }
    }

    /// A click while something to link to is looked for: takes the mark there.
    pub(super) fn pick(&mut self, context: &Context, marks: &[Arc<Annotation>]) {
        let Some(linking) = &self.linking else { return };
        let target = linking.among(&self.desk, marks);
        match target.and_then(|target| linking.act(&self.desk, &target)) {
            Some(act) => {
                self.end_linking(context, false);
                self.do_linking(context, &act);
            }
            None => {
                let from = self.desk.find(&linking.from);
                let kind = from.map(|mark| mark.tag.kind());
                let linked = |id: &AnnotationId| {
                    from.is_some_and(|from| from.tag.links().any(|link| link == id))
                };
                let says = if marks.iter().any(|mark| linked(&mark.id)) {
                    "It is linked to this already: Backspace takes the last link off"
                } else if kind == Some(Kind::Denial) {
                    "There is no claim here: click a claim, or press Esc"
                } else {
                    "There is no claim or denial here: click one, or press Esc"
                };
                self.status.say(context, says);
                context.memory_mut(|memory| memory.request_focus(link_field::field_id()));
            }
        }
    }

    /// The links of the selected mark, and the one that would be made.
    pub(super) fn links_shown(&self) -> Vec<Link> {
        let Some(mark) = self.desk.mark() else {
            return Vec::new();
        };
        let link = |from: &Arc<Annotation>, to: &Arc<Annotation>| Link {
            from: from.clone(),
            to: to.clone(),
            tentative: false,
        };
        let out = mark.tag.links().filter_map(|id| self.desk.find(id));
        let mut links: Vec<_> = out.map(|to| link(mark, to)).collect();
        let incoming = self.desk.placed().linking_to(&mark.id).iter();
        // More than fit the margin are not drawn anyway.
        let incoming = incoming.take(32).filter_map(|id| self.desk.find(id));
        links.extend(incoming.map(|from| link(from, mark)));
        if let Some(target) = self.linking.as_ref().and_then(Linking::in_mind) {
            links.push(Link {
                tentative: true,
                ..link(mark, target)
            });
        }
        links
    }
}
