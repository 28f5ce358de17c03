//! Where each grapheme of a set paragraph stands: hit test, caret places, rectangles.
//!
//! A [`ClusterTable`] is plain data. It knows lines from top to bottom and graphemes in the order of the text, and
//! it does not know what laid them out. Bidirectional text needs no special care here: a grapheme has a left and a
//! right edge and a direction, and everything else follows from these.
//!
//! All lengths are physical pixels from the top left corner of the paragraph's column, all text places are bytes of
//! the paragraph's text.
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// One visual line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Upper edge: the lower edge of the line before.
    pub top: f32,
    /// Lower edge.
    pub bottom: f32,
    /// Where the letters stand.
    pub baseline: f32,
    /// Left edge of what is set on the line. With right-to-left text, spaces that hang out of the column make it
    /// negative.
    pub left: f32,
    /// Right edge of what is set on the line, beyond the column's width when spaces hang out.
    pub right: f32,
    /// First byte of the line; the line ends where the next begins.
    start: u32,
    /// First cluster of the line.
    first: u32,
}

/// One grapheme as it stands on its line. It ends, in the text, where the next begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    /// First byte.
    start: u32,
    /// Left edge.
    pub left: f32,
    /// Right edge, equal to `left` for what has no width.
    pub right: f32,
    /// Whether it is read from right to left.
    pub rtl: bool,
}

impl Cluster {
    /// The edge where its reading begins.
    fn leading(&self) -> f32 {
        if self.rtl { self.right } else { self.left }
    }

    /// The edge where its reading ends.
    fn trailing(&self) -> f32 {
        if self.rtl { self.left } else { self.right }
    }
}

/// To which neighbour a caret clings where the two neighbours of a boundary are apart: at the end of a wrapped line,
/// and where the direction changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Affinity {
    /// To the grapheme after it.
    #[default]
    Downstream,
    /// To the grapheme before it.
    Upstream,
}

/// A place for a caret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// A grapheme boundary.
    pub byte: usize,
    /// Which side of the boundary is meant.
    pub affinity: Affinity,
}

impl Place {
    /// The place before the grapheme that begins at `byte`.
    pub fn before(byte: usize) -> Self {
        Self {
            byte,
            affinity: Affinity::Downstream,
        }
    }

    /// The place after the grapheme that ends at `byte`.
    pub fn after(byte: usize) -> Self {
        Self {
            byte,
            affinity: Affinity::Upstream,
        }
    }
}

/// Where a caret is drawn: from the top to the bottom of `line`, at `x`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Caret {
    /// Physical pixels from the column's left edge, never outside the column.
    pub x: f32,
    /// Index of the line.
    pub line: usize,
}

/// A piece of a line that belongs to a range of text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Index of the line.
    pub line: usize,
    /// Left edge, not outside the column.
    pub left: f32,
    /// Upper edge of the line.
    pub top: f32,
    /// Right edge, not outside the column.
    pub right: f32,
    /// Lower edge of the line.
    pub bottom: f32,
}

/// What a layout engine knows of a line, from which [`ClusterTable::new`] makes lines and clusters.
#[derive(Clone, Debug, Default)]
pub struct LineDraft {
    /// Upper edge.
    pub top: f32,
    /// Lower edge.
    pub bottom: f32,
    /// Where the letters stand.
    pub baseline: f32,
    /// Left edge of the first piece.
    pub left: f32,
    /// What stands on the line, from left to right.
    pub pieces: Vec<PieceDraft>,
}

/// A piece of text with its width.
#[derive(Clone, Debug)]
pub struct PieceDraft {
    /// Its bytes. Pieces need not be graphemes.
    pub bytes: Range<usize>,
    /// Its width.
    pub advance: f32,
    /// Whether it is read from right to left.
    pub rtl: bool,
}

/// Lines and graphemes of one paragraph. See the head of this file.
#[derive(Clone, Debug, PartialEq)]
pub struct ClusterTable {
    lines: Vec<Line>,
    clusters: Vec<Cluster>,
    /// Length of the text in bytes.
    len: u32,
    width: f32,
    rtl: bool,
}

impl ClusterTable {
    /// Makes the table of a paragraph from its lines.
    ///
    /// Each grapheme of `text` becomes one cluster: pieces of one grapheme are put together, a piece of several
    /// graphemes is divided evenly among them, and what has no piece gets no width. Where a grapheme is torn apart,
    /// over two lines or by another one between its pieces, it stays where its first piece is, and its neighbour
    /// takes the rest, so that the clusters of a line always cover it without gap or overlap.
    ///
    /// `width` is that of the column, `rtl` the direction of the paragraph.
    pub fn new(text: &str, width: f32, rtl: bool, drafts: &[LineDraft]) -> Self {
        let mut builder = Builder::new(text);
        for draft in drafts {
            builder.place_line(draft);
        }
        builder.finish(width, rtl)
    }

    /// Lines from top to bottom. At least one, also without text.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Graphemes in the order of the text.
    pub fn clusters(&self) -> &[Cluster] {
        &self.clusters
    }

    /// Length of the text, in bytes.
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether the paragraph as a whole is read from right to left, and so aligned to the right.
    pub fn is_rtl(&self) -> bool {
        self.rtl
    }

    /// Bytes of a line; nothing for a line that does not exist.
    pub fn line_bytes(&self, line: usize) -> Range<usize> {
        let start = self.lines.get(line).map_or(self.len, |line| line.start);
        let end = self.lines.get(line + 1).map_or(self.len, |next| next.start);
        start as usize..end as usize
    }

    /// Bytes of a cluster; nothing for one that does not exist.
    pub fn cluster_bytes(&self, cluster: usize) -> Range<usize> {
        self.boundary(cluster)..self.boundary(cluster + 1)
    }

    /// The line at `y`: the first for what is above everything, the last for what is below.
    pub fn line_at(&self, y: f32) -> usize {
        let below = self.lines.partition_point(|line| line.bottom <= y);
        below.min(self.lines.len().saturating_sub(1))
    }

    /// Lines of which something is between `top` and `bottom`.
    pub fn lines_between(&self, top: f32, bottom: f32) -> Range<usize> {
        let first = self.lines.partition_point(|line| line.bottom <= top);
        let end = self.lines.partition_point(|line| line.top < bottom);
        first..end.max(first)
    }

    /// The line on which a caret at this place is drawn.
    pub fn line_of(&self, place: Place) -> usize {
        self.caret(place).line
    }

    /// The nearest grapheme boundary. Points outside the text count as the nearest points inside.
    pub fn hit(&self, x: f32, y: f32) -> Place {
        self.hit_on(self.line_at(y), x)
    }

    /// The bytes of the grapheme under the point, if there is one.
    pub fn hit_cluster(&self, x: f32, y: f32) -> Option<Range<usize>> {
        let line = self.line_at(y);
        let bounds = self.lines.get(line)?;
        if !(bounds.top..bounds.bottom).contains(&y) || !(0.0..self.width).contains(&x) {
            return None;
        }
        let on_line = self.line_clusters(line);
        let cluster = on_line
            .clone()
            .find(|&i| (self.clusters[i].left..self.clusters[i].right).contains(&x))?;
        Some(self.cluster_bytes(cluster))
    }

    /// Where the caret stands. A byte that is no boundary counts as the boundary before it, one beyond the text as
    /// its end.
    pub fn caret(&self, place: Place) -> Caret {
        let count = self.clusters.len();
        let boundary = self.boundary_at(place.byte);
        // After a trailing line separator the last line has no text; a caret at the end of the text stands there.
        let on_bare_line = boundary == count
            && self
                .lines
                .last()
                .is_none_or(|line| line.first as usize == count);
        if boundary > 0
            && (place.affinity == Affinity::Upstream || (boundary == count && !on_bare_line))
        {
            let cluster = &self.clusters[boundary - 1];
            return Caret {
                x: self.into_column(cluster.trailing()),
                line: self.line_of_cluster(boundary - 1),
            };
        }
        match self.clusters.get(boundary) {
            Some(cluster) => Caret {
                x: self.into_column(cluster.leading()),
                line: self.line_of_cluster(boundary),
            },
            None => {
                let line = self.lines.len().saturating_sub(1);
                let x = self
                    .lines
                    .get(line)
                    .map_or(0.0, |line| if self.rtl { line.right } else { line.left });
                Caret {
                    x: self.into_column(x),
                    line,
                }
            }
        }
    }

    /// The first place of the line on which `place` is.
    pub fn line_start(&self, place: Place) -> Place {
        Place::before(self.line_bytes(self.line_of(place)).start)
    }

    /// The last place of the line on which `place` is.
    pub fn line_end(&self, place: Place) -> Place {
        self.tidy(Place::after(self.line_bytes(self.line_of(place)).end))
    }

    /// The place nearest to `x` on the line above, or none on the first line.
    pub fn above(&self, place: Place, x: f32) -> Option<Place> {
        let line = self.line_of(place).checked_sub(1)?;
        Some(self.hit_on(line, x))
    }

    /// The place nearest to `x` on the line below, or none on the last line.
    pub fn below(&self, place: Place, x: f32) -> Option<Place> {
        let line = self.line_of(place) + 1;
        (line < self.lines.len()).then(|| self.hit_on(line, x))
    }

    /// The bytes widened to whole graphemes.
    pub fn snap(&self, bytes: Range<usize>) -> Range<usize> {
        match self.clusters_of(&bytes) {
            Some(clusters) => self.boundary(clusters.start)..self.boundary(clusters.end),
            None => {
                let at = self.boundary(self.boundary_at(bytes.start));
                at..at
            }
        }
    }

    /// The areas of a range of text: one per line, or several where the direction changes, ordered by line, then
    /// from left to right. Graphemes that are only partly in the range count whole. What has no width has no area.
    pub fn rects(&self, bytes: Range<usize>) -> Vec<Area> {
        self.rects_within(bytes, f32::NEG_INFINITY, f32::INFINITY)
    }

    /// As [`Self::rects`], but only on lines of which something is between `top` and `bottom`, and at no cost for
    /// the others.
    pub fn rects_within(&self, bytes: Range<usize>, top: f32, bottom: f32) -> Vec<Area> {
        let mut areas = Vec::new();
        let Some(wanted) = self.clusters_of(&bytes) else {
            return areas;
        };
        let visible = self.lines_between(top, bottom);
        let first = self.line_of_cluster(wanted.start).max(visible.start);
        let end = (self.line_of_cluster(wanted.end - 1) + 1).min(visible.end);
        for line in first..end {
            let on_line = self.line_clusters(line);
            let clusters = on_line.start.max(wanted.start)..on_line.end.min(wanted.end);
            if clusters.is_empty() {
                continue;
            }
            let from = areas.len();
            if clusters == on_line {
                self.push_area(
                    &mut areas,
                    line,
                    self.lines[line].left,
                    self.lines[line].right,
                );
                continue;
            }
            // Neighbours in the text are nearly always neighbours on the line: join these at once, the rest below.
            let mut span: Option<(f32, f32)> = None;
            for cluster in &self.clusters[clusters] {
                match &mut span {
                    Some((_, right)) if *right == cluster.left => *right = cluster.right,
                    Some((left, _)) if *left == cluster.right => *left = cluster.left,
                    _ => {
                        if let Some((left, right)) = span.replace((cluster.left, cluster.right)) {
                            self.push_area(&mut areas, line, left, right);
                        }
                    }
                }
            }
            if let Some((left, right)) = span {
                self.push_area(&mut areas, line, left, right);
            }
            areas[from..].sort_by(|a, b| a.left.total_cmp(&b.left));
            let mut kept = from;
            for i in from + 1..areas.len() {
                if areas[i].left <= areas[kept].right {
                    areas[kept].right = areas[kept].right.max(areas[i].right);
                } else {
                    kept += 1;
                    areas[kept] = areas[i];
                }
            }
            areas.truncate((kept + 1).min(areas.len()));
        }
        areas
    }

    fn push_area(&self, areas: &mut Vec<Area>, line: usize, left: f32, right: f32) {
        let (left, right) = (self.into_column(left), self.into_column(right));
        if left < right {
            let Line { top, bottom, .. } = self.lines[line];
            areas.push(Area {
                line,
                left,
                top,
                right,
                bottom,
            });
        }
    }

    /// Spaces at the end of a wrapped line hang out of the column: nothing of them is shown.
    fn into_column(&self, x: f32) -> f32 {
        x.min(self.width).max(0.0)
    }

    fn hit_on(&self, line: usize, x: f32) -> Place {
        let mut nearest = None;
        let mut nearest_distance = f32::INFINITY;
        for i in self.line_clusters(line) {
            let cluster = &self.clusters[i];
            let distance = (cluster.left - x).max(x - cluster.right).max(0.0);
            if distance < nearest_distance {
                nearest = Some(i);
                nearest_distance = distance;
                if distance == 0.0 {
                    break;
                }
            }
        }
        let Some(i) = nearest else {
            return Place::before(self.line_bytes(line).start);
        };
        let Cluster {
            left, right, rtl, ..
        } = self.clusters[i];
        let on_left = x < (left + right) / 2.0;
        let bytes = self.cluster_bytes(i);
        self.tidy(if on_left == rtl {
            Place::after(bytes.end)
        } else {
            Place::before(bytes.start)
        })
    }

    /// The same place as [`Affinity::Downstream`] unless that would be drawn elsewhere.
    fn tidy(&self, place: Place) -> Place {
        let plain = Place::before(place.byte);
        if self.caret(plain) == self.caret(place) {
            plain
        } else {
            place
        }
    }

    /// The byte where a cluster begins; the end of the text for one that does not exist.
    fn boundary(&self, cluster: usize) -> usize {
        self.clusters
            .get(cluster)
            .map_or(self.len, |cluster| cluster.start) as usize
    }

    /// The cluster that begins at a byte or holds it; the number of clusters at the end of the text.
    fn boundary_at(&self, byte: usize) -> usize {
        if byte >= self.len() {
            return self.clusters.len();
        }
        self.clusters
            .partition_point(|cluster| cluster.start as usize <= byte)
            .saturating_sub(1)
    }

    /// The clusters of which something is in the range, if it is not empty.
    fn clusters_of(&self, bytes: &Range<usize>) -> Option<Range<usize>> {
        let end = bytes.end.min(self.len());
        if bytes.start >= end {
            return None;
        }
        Some(self.boundary_at(bytes.start)..self.boundary_at(end - 1) + 1)
    }

    fn line_of_cluster(&self, cluster: usize) -> usize {
        self.lines
            .partition_point(|line| line.first as usize <= cluster)
            .saturating_sub(1)
    }

    fn line_clusters(&self, line: usize) -> Range<usize> {
        let count = self.clusters.len();
        let first = self
            .lines
            .get(line)
            .map_or(count, |line| line.first as usize);
        let end = self
            .lines
            .get(line + 1)
            .map_or(count, |next| next.first as usize);
        first..end
    }
}

/// Puts pieces of lines together to graphemes.
struct Builder {
    len: u32,
    lines: Vec<Line>,
    clusters: Vec<Cluster>,
    /// The number of clusters on the lines so far: each line holds the clusters that follow those of the line before.
    placed: usize,
}

/// The left edge of a cluster that has no place yet.
const NOWHERE: f32 = f32::NAN;

impl Builder {
    fn new(text: &str) -> Self {
        let nowhere = |(start, _): (usize, &str)| Cluster {
            start: start as u32,
            left: NOWHERE,
            right: NOWHERE,
            rtl: false,
        };
        Self {
            len: text.len() as u32,
            lines: Vec::new(),
            clusters: text.grapheme_indices(true).map(nowhere).collect(),
            placed: 0,
        }
    }

    fn place_line(&mut self, draft: &LineDraft) {
        let first = self.placed;
        // The cluster placed last, and the left edge of what stands before any cluster of this line.
        let mut last: Option<usize> = None;
        let mut orphan: Option<f32> = None;
        let mut x = draft.left;
        for piece in &draft.pieces {
            let graphemes = self.graphemes_of(&piece.bytes, last);
            let (from, count) = (x, graphemes.len());
            x += piece.advance.max(0.0);
            for i in 0..count {
                let edge = |i: usize| {
                    if i == count {
                        x
                    } else {
                        from + (x - from) * (i as f32 / count as f32)
                    }
                };
                let (left, right) = (edge(i), edge(i + 1));
                let grapheme = if piece.rtl {
                    graphemes.end - 1 - i
                } else {
                    graphemes.start + i
                };
                let cluster = &mut self.clusters[grapheme];
                if grapheme >= first && cluster.left.is_nan() {
                    let left = orphan.take().unwrap_or(left);
                    *cluster = Cluster {
                        left,
                        right,
                        rtl: piece.rtl,
                        ..*cluster
                    };
                    last = Some(grapheme);
                    self.placed = self.placed.max(grapheme + 1);
                } else if let Some(last) = last {
                    self.clusters[last].right = right;
                } else {
                    orphan.get_or_insert(left);
                }
            }
        }
        let start = self
            .clusters
            .get(first)
            .map_or(self.len, |cluster| cluster.start);
        let LineDraft {
            top,
            bottom,
            baseline,
            left,
            ..
        } = *draft;
        self.lines.push(Line {
            top,
            bottom,
            baseline,
            left,
            right: x,
            start,
            first: first as u32,
        });
    }

    /// The graphemes of which a piece has something. Pieces mostly follow one another, so look beside `last` first.
    fn graphemes_of(&self, bytes: &Range<usize>, last: Option<usize>) -> Range<usize> {
        let end = (bytes.end as u32).min(self.len);
        let start = bytes.start as u32;
        if start >= end {
            return 0..0;
        }
        let starts_at = |i: usize| {
            self.clusters
                .get(i)
                .map_or(self.len, |cluster| cluster.start)
        };
        for i in last
            .into_iter()
            .flat_map(|last| [last + 1, last.saturating_sub(1)])
        {
            if i < self.clusters.len() && starts_at(i) == start && starts_at(i + 1) == end {
                return i..i + 1;
            }
        }
        let first = self
            .clusters
            .partition_point(|cluster| cluster.start <= start)
            .saturating_sub(1);
        let after = self.clusters.partition_point(|cluster| cluster.start < end);
        first..after
    }

    fn finish(mut self, width: f32, rtl: bool) -> ClusterTable {
        if self.lines.is_empty() {
            self.place_line(&LineDraft::default());
        }
        let ends: Vec<usize> = self
            .lines
            .iter()
            .skip(1)
            .map(|line| line.first as usize)
            .chain([self.clusters.len()])
            .collect();
        for (line, end) in self.lines.iter().zip(ends) {
            let on_line = &mut self.clusters[line.first as usize..end];
            let mut x = on_line
                .iter()
                .find(|cluster| !cluster.left.is_nan())
                .map_or(line.left, Cluster::leading);
            for cluster in on_line {
                if cluster.left.is_nan() {
                    *cluster = Cluster {
                        left: x,
                        right: x,
                        rtl,
                        ..*cluster
                    };
                }
                x = cluster.trailing();
            }
        }
        let Self {
            len,
            lines,
            clusters,
            ..
        } = self;
        ClusterTable {
            lines,
            clusters,
            len,
            width,
            rtl,
        }
    }
}

#[cfg(test)]
mod tests;
