//! Where each grapheme of a set paragraph stands: hit test, caret places, rectangles.
//!
//! A [`ClusterTable`] is plain data. It knows lines from top to bottom and graphemes in the order of the text, and
//! it does not know what laid them out. Bidirectional text needs no special care here: a grapheme has a left and a
//! right edge and a direction, and everything else follows from these.
//!
//! All lengths are physical pixels from the top left corner of the paragraph's column, all text places are bytes of
//! the paragraph's text.
use std::ops::Range;

mod build;

pub use build::{LineDraft, PieceDraft};

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
                x: self.within_column(cluster.trailing()),
                line: self.line_of_cluster(boundary - 1),
            };
        }
        match self.clusters.get(boundary) {
            Some(cluster) => Caret {
                x: self.within_column(cluster.leading()),
                line: self.line_of_cluster(boundary),
            },
            None => {
                let line = self.lines.len().saturating_sub(1);
                let x = self
                    .lines
                    .get(line)
                    .map_or(0.0, |line| if self.rtl { line.right } else { line.left });
                Caret {
                    x: self.within_column(x),
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
        let bytes = self.line_bytes(self.line_of(place));
        if bytes.is_empty() {
            return Place::before(bytes.start);
        }
        self.tidy(Place::after(bytes.end))
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
        let (left, right) = (self.within_column(left), self.within_column(right));
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
    fn within_column(&self, x: f32) -> f32 {
        x.min(self.width).max(0.0)
    }

    fn seen_edges(&self, cluster: usize) -> (f32, f32) {
        let Cluster { left, right, .. } = self.clusters[cluster];
        (self.within_column(left), self.within_column(right))
    }

    fn hit_on(&self, line: usize, x: f32) -> Place {
        let mut nearest = None;
        let mut nearest_distance = f32::INFINITY;
        for i in self.line_clusters(line) {
            let (left, right) = self.seen_edges(i);
            let distance = (left - x).max(x - right).max(0.0);
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
        let (left, right) = self.seen_edges(i);
        let rtl = self.clusters[i].rtl;
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

#[cfg(test)]
pub(super) mod tests;
