//! The fonts of the machine, for the reading view and for egui's own labels.
//!
//! One font collection serves both, so that no font is held twice. Behind the fonts of the machine stand those that
//! egui embeds: also where no font is installed, and no fontconfig, Latin text is drawn.
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use egui::epaint::text::{
    FallbackRequest, FontData, FontDefinitions, FontInsert, FontPriority, FontProvider,
    InsertFontFamily,
};
use fontique::{
    Blob, Collection, CollectionOptions, FallbackKey, FamilyId, FontInfoOverride, GenericFamily,
    QueryFamily, QueryStatus, Script, ScriptExt as _, SourceCache,
};
use parley::{FontContext, FontFamilyName, LayoutContext};

use super::scripts::{self, Candidates};

/// The kinds of letters a text can be set in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Family {
    /// For long reading.
    #[default]
    Serif,
    /// Plain letters.
    Sans,
    /// All letters equally wide.
    Mono,
    /// One that the user chose; what it lacks is set as [`Family::Serif`].
    Own(FamilyId),
}

/// One font at one set of variation coordinates: together with a size, all that the look of a glyph depends on.
#[derive(Debug)]
pub struct Face {
    /// Unique in this program, also over several [`Fonts`].
    pub id: u64,
    /// The font file (most are mapped, not read) and the index of the font in it.
    pub font: parley::FontData,
    /// Normalised variation coordinates, as 2.14 fixed point numbers.
    pub coords: Box<[i16]>,
    /// Whether the letters have to be thickened, because the family has no bold ones.
    pub embolden: bool,
    /// By how many degrees the letters have to be slanted.
    pub skew: f32,
}

#[derive(PartialEq, Eq, Hash)]
struct FaceKey {
    blob: u64,
    index: u32,
    coords: Box<[i16]>,
    embolden: bool,
    skew: u32,
}

/// All fonts, and the scratch space of the typesetter.
///
/// To make it means to ask the system for its fonts, which takes some 10 ms, or more where many are installed; the
/// first paragraph set loads the reading face. Both can be done on another thread.
pub struct Fonts {
    pub(super) font_context: FontContext,
    pub(super) layout_context: LayoutContext<()>,
    /// The families to look for glyphs in, in this order, for each family asked for and script of a paragraph.
    lists: HashMap<(Family, Option<Script>), Arc<[FontFamilyName<'static>]>>,
    /// Faces seen so far. Keeping them alive keeps their identity: a font dropped and loaded again would be another.
    faces: HashMap<FaceKey, Arc<Face>>,
    embedded: Vec<FontFamilyName<'static>>,
    names: Option<Arc<[String]>>,
}

impl Fonts {
    /// The fonts of the system, and the embedded ones behind them.
    pub fn new() -> Self {
        Self::with_system_fonts(true)
    }

    /// Only the embedded fonts, as on a machine that has none.
    pub fn embedded_only() -> Self {
        Self::with_system_fonts(false)
    }

    fn with_system_fonts(system_fonts: bool) -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts,
        });
        for (script, names) in scripts::FAMILIES {
            let families: Vec<_> = existing(&mut collection, names).collect();
            if !families.is_empty() {
                collection.set_fallbacks(Script::from_bytes(**script), families.into_iter());
            }
        }
        let embedded = register_embedded(&mut collection);
        Self {
            font_context: FontContext {
                collection,
                source_cache: SourceCache::new_shared(),
            },
            layout_context: LayoutContext::new(),
            lists: HashMap::new(),
            faces: HashMap::new(),
            embedded,
            names: None,
        }
    }

    /// The names of the machine's font families, sorted, without those that systems hide behind a dot.
    pub fn names(&mut self) -> Arc<[String]> {
        if let Some(names) = &self.names {
            return names.clone();
        }
        let brought = |name: &str| {
            self.embedded
                .iter()
                .any(|family| matches!(family, FontFamilyName::Named(own) if own == name))
        };
        let mut names: Vec<String> = self
            .font_context
            .collection
            .family_names()
            .filter(|name| !name.is_empty() && !name.starts_with('.') && !brought(name))
            .map(str::to_owned)
            .collect();
        names.sort_by_cached_key(|name| name.to_lowercase());
        names.dedup();
        let names: Arc<[String]> = names.into();
        self.names = Some(names.clone());
        names
    }

    /// The family of a name, if the machine has it.
    pub fn named(&mut self, name: &str) -> Option<FamilyId> {
        self.font_context.collection.family_id(name)
    }

    /// What gives egui's labels the glyphs that its own fonts lack.
    pub fn provider(&self) -> ProvideSystemFonts {
        ProvideSystemFonts {
            context: Mutex::new(self.font_context.clone()),
        }
    }

    /// The families to set a paragraph in. `script` is the one most of its letters belong to.
    ///
    /// The font of a script that the reading face lacks comes first, because it also has the spaces and full stops
    /// between the words: otherwise each of these would be a run of its own, in another face.
    pub(super) fn families(
        &mut self,
        family: Family,
        script: Option<Script>,
    ) -> Arc<[FontFamilyName<'static>]> {
        if let Some(list) = self.lists.get(&(family, script)) {
            return list.clone();
        }
        let mut ids: Vec<FamilyId> = Vec::new();
        let own = match family {
            Family::Own(own) => Some(own),
            _ => None,
        };
        // An own font that has the letters of the paragraph sets all of it.
        let has_all = |own: &FamilyId| {
            script.is_none_or(|script| {
                letter_of(script).is_some_and(|letter| self.has_letter(*own, letter))
            })
        };
        let first = own.filter(has_all);
        ids.extend(first);
        ids.extend(script.and_then(|script| self.family_of(script)));
        ids.extend(own.filter(|_| first.is_none()));
        let collection = &mut self.font_context.collection;
        let (names, generic) = match family {
            Family::Serif | Family::Own(_) => (scripts::SERIF, GenericFamily::Serif),
            Family::Sans => (scripts::SANS, GenericFamily::SansSerif),
            Family::Mono => (scripts::MONO, GenericFamily::Monospace),
        };
        ids.extend(first_of(collection, names, generic));
        // Colour emoji stand before the symbol fonts, which have many of them in black.
        ids.extend(first_of(collection, scripts::EMOJI, GenericFamily::Emoji));
        ids.extend(existing(collection, scripts::SYMBOLS));
        let mut list: Vec<FontFamilyName<'static>> = Vec::new();
        for id in ids {
            if let Some(name) = collection.family_name(id) {
                list.push(FontFamilyName::Named(name.to_owned().into()));
            }
        }
        list.extend(self.embedded.iter().cloned());
        let list: Arc<[_]> = list.into();
        self.lists.insert((family, script), list.clone());
        list
    }

    /// The family for a script, if there is one that really has its letters.
    fn family_of(&mut self, script: Script) -> Option<FamilyId> {
        let letter = letter_of(script)?;
        let family = self
            .font_context
            .collection
            .fallback_families(FallbackKey::from(script))
            .next()?;
        self.has_letter(family, letter).then_some(family)
    }

    /// Whether a family has a letter.
    fn has_letter(&mut self, family: FamilyId, letter: char) -> bool {
        let FontContext {
            collection,
            source_cache,
        } = &mut self.font_context;
        let mut query = collection.query(source_cache);
        query.set_families([QueryFamily::Id(family)]);
        let mut found = false;
        query.matches_with(|font| {
            found = font
                .charmap()
                .and_then(|map| map.map(letter))
                .is_some_and(|glyph| glyph != 0);
            if found {
                QueryStatus::Stop
            } else {
                QueryStatus::Continue
            }
        });
        found
    }

    /// The face of a run of glyphs: the same one for the same font, as long as this lives.
    pub(super) fn face(
        &mut self,
        font: &parley::FontData,
        coords: &[i16],
        embolden: bool,
        skew: Option<f32>,
    ) -> Arc<Face> {
        let skew = skew.unwrap_or(0.0);
        let key = FaceKey {
            blob: font.data.id(),
            index: font.index,
            coords: coords.into(),
            embolden,
            skew: skew.to_bits(),
        };
        let make = || {
            static NEXT: AtomicU64 = AtomicU64::new(0);
            let id = NEXT.fetch_add(1, Ordering::Relaxed);
            Arc::new(Face {
                id,
                font: font.clone(),
                coords: coords.into(),
                embolden,
                skew,
            })
        };
        self.faces.entry(key).or_insert_with(make).clone()
    }
}

impl Default for Fonts {
    fn default() -> Self {
        Self::new()
    }
}

/// A letter that a font of a script has.
fn letter_of(script: Script) -> Option<char> {
    scripts::letter_of(script).or_else(|| script.sample()?.chars().next())
}

fn existing<'a>(
    collection: &'a mut Collection,
    names: Candidates,
) -> impl Iterator<Item = FamilyId> + 'a {
    names.iter().filter_map(|name| collection.family_id(name))
}

/// The first of some families that the machine has, or else what the system takes for their kind.
fn first_of(
    collection: &mut Collection,
    names: Candidates,
    kind: GenericFamily,
) -> Option<FamilyId> {
    let named = existing(collection, names).next();
    named.or_else(|| collection.generic_families(kind).next())
}

/// Makes egui's embedded fonts families of the collection: first those of its labels, then the others, which have
/// some signs that those lack.
fn register_embedded(collection: &mut Collection) -> Vec<FontFamilyName<'static>> {
    let definitions = FontDefinitions::default();
    let kinds = [egui::FontFamily::Proportional, egui::FontFamily::Monospace];
    let mut names: Vec<&String> = Vec::new();
    for name in kinds
        .iter()
        .filter_map(|kind| definitions.families.get(kind))
        .flatten()
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut families = Vec::new();
    for (name, data) in names
        .iter()
        .filter_map(|name| definitions.font_data.get_key_value(*name))
    {
        let name = format!("embedded {name}");
        let info = FontInfoOverride {
            family_name: Some(&name),
            ..FontInfoOverride::default()
        };
        collection.register_fonts(Blob::new(data.font.clone()), Some(info));
        families.push(FontFamilyName::Named(name.into()));
    }
    families
}

/// Gives egui's labels the glyphs that its embedded fonts lack, from the fonts of the machine.
pub struct ProvideSystemFonts {
    context: Mutex<FontContext>,
}

impl FontProvider for ProvideSystemFonts {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        /// Beyond these the search costs more than a box in a label.
        const MOST_FAMILIES: usize = 16;
        let letter = request.cluster.chars().next()?;
        let mut context = self.context.lock().unwrap_or_else(PoisonError::into_inner);
        let FontContext {
            collection,
            source_cache,
        } = &mut *context;
        let script = scripts::script_of(letter);
        let mut families: Vec<FamilyId> = Vec::new();
        families.extend(script.and_then(|script| {
            collection
                .fallback_families(FallbackKey::from(script))
                .next()
        }));
        families.extend(existing(collection, scripts::SYMBOLS));
        families.extend(existing(collection, scripts::EMOJI));
        families.extend(
            collection
                .generic_families(GenericFamily::SansSerif)
                .take(MOST_FAMILIES),
        );
        let mut query = collection.query(source_cache);
        query.set_families(families.into_iter().map(QueryFamily::Id));
        let mut found = None;
        query.matches_with(|font| {
            if font
                .charmap()
                .and_then(|map| map.map(letter))
                .is_none_or(|glyph| glyph == 0)
            {
                return QueryStatus::Continue;
            }
            found = Some((font.blob.clone(), font.index));
            QueryStatus::Stop
        });
        drop(query);
        let (blob, index) = found?;
        let (data, id) = blob.into_raw_parts();
        let family = InsertFontFamily {
            family: request.family.clone(),
            priority: FontPriority::Lowest,
        };
        Some(FontInsert::new(
            &format!("system {id} {index}"),
            FontData::from_blob(data, index),
            vec![family],
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::super::typeset::{self, Setting};
    use super::*;

    /// Whether the provider has a font with the letter. It must not offer one without it.
    fn provides(provider: &ProvideSystemFonts, cluster: &str) -> bool {
        let family = egui::FontFamily::Proportional;
        let request = FallbackRequest {
            cluster,
            family: &family,
        };
        let Some(found) = provider.font_for(&request) else {
            return false;
        };
        assert!(!found.data.bytes().is_empty());
        assert_eq!(found.families[0].family, family);
        true
    }

    #[test]
    fn without_system_fonts_nothing_is_provided() {
        let provider = Fonts::embedded_only().provider();
        for cluster in ["", "م", "漢", "😀", "\u{E000}", "\u{10FFFF}"] {
            assert!(!provides(&provider, cluster));
        }
    }

    #[test]
    fn the_fonts_of_the_machine_are_provided() {
        let mut fonts = Fonts::new();
        let provider = fonts.provider();
        for (letter, script) in [
            ("ب", b"Arab"),
            ("א", b"Hebr"),
            ("的", b"Hani"),
            ("가", b"Hang"),
        ] {
            let has = fonts.family_of(Script::from_bytes(*script)).is_some();
            assert!(!has || provides(&provider, letter), "{letter}");
        }
        assert!(!provides(&provider, "\u{10FFFF}"));
    }

    #[test]
    fn a_face_stays_the_same_however_long_it_was_not_used() {
        let mut fonts = Fonts::new();
        let setting = Setting::new(18.0, 600.0, 1.5);
        let faces = |paragraph: &typeset::SetParagraph| -> Vec<u64> {
            paragraph.runs(0..9).iter().map(|run| run.face.id).collect()
        };
        let first = faces(&typeset::set(&mut fonts, "手套 القفازات", &setting));
        for _ in 0..300 {
            typeset::set(&mut fonts, "gloves", &setting);
        }
        assert_eq!(
            faces(&typeset::set(&mut fonts, "手套 القفازات", &setting)),
            first
        );
    }

    #[test]
    fn a_family_of_the_machine_can_be_chosen() {
        let mut fonts = Fonts::new();
        let names = fonts.names();
        assert!(names.is_sorted_by_key(|name| name.to_lowercase()));
        assert!(
            names
                .iter()
                .all(|name| !name.starts_with(['.']) && !name.starts_with("embedded"))
        );
        assert_eq!(fonts.named("No Such Family Anywhere"), None);
        assert_eq!(*Fonts::embedded_only().names(), [""; 0]);
        let faces_of = |fonts: &mut Fonts, name: &str, text: &str| {
            let mut setting = Setting::new(18.0, 600.0, 1.5);
            setting.family = Family::Own(fonts.named(name).unwrap());
            let set = typeset::set(fonts, text, &setting);
            set.runs(0..9)
                .iter()
                .map(|run| run.face.id)
                .collect::<Vec<_>>()
        };
        // What an own font lacks is still set: each family gives as many runs as any.
        if let [first, .., last] = &*names {
            for name in [first, last] {
                assert!(!faces_of(&mut fonts, name, "gloves 手套 القفازات").is_empty());
            }
            let differ = names.iter().any(|name| {
                faces_of(&mut fonts, name, "gloves") != faces_of(&mut fonts, first, "gloves")
            });
            assert!(differ, "every family sets in the same face");
        }
    }
}
