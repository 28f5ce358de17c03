//! Makes a [`ClusterTable`] from what a layout engine knows: puts pieces of lines together to graphemes.
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::{Cluster, ClusterTable, Line};

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
}

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
            let placed = on_line.iter().find(|cluster| !cluster.left.is_nan());
            let mut x = placed.map(Cluster::leading);
            for cluster in on_line {
                if cluster.left.is_nan() {
                    // The first one covers the line if nobody else does.
                    let (left, right) = x.map_or((line.left, line.right), |x| (x, x));
                    *cluster = Cluster {
                        left,
                        right,
                        rtl,
                        ..*cluster
                    };
                }
                x = Some(cluster.trailing());
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
