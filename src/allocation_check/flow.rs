//! The largest flow through a network (Dinic).

/// A network.
pub(super) struct Flow {
    edges: Vec<(usize, u64)>,
    of: Vec<Vec<usize>>,
}

impl Flow {
    pub(super) const SOURCE: usize = 0;
    pub(super) const SINK: usize = 1;

    pub(super) fn new() -> Self {
        Self { edges: Vec::new(), of: vec![Vec::new(); 2] }
    }

    pub(super) fn vertex(&mut self) -> usize {
        self.of.push(Vec::new());
        self.of.len() - 1
    }

    pub(super) fn edge(&mut self, from: usize, to: usize, room: u64) {
        self.of[from].push(self.edges.len());
        self.edges.push((to, room));
        self.of[to].push(self.edges.len());
        self.edges.push((from, 0));
    }

    /// The largest flow from the source to the sink.
    pub(super) fn most(&mut self) -> u64 {
        let mut flow = 0;
        while let Some(depth) = self.depths() {
            let mut next = vec![0; self.of.len()];
            while let Some(way) = self.way(&depth, &mut next) {
                let room = way.iter().map(|edge| self.edges[*edge].1).min().unwrap_or(0);
                for edge in way {
                    self.edges[edge].1 -= room;
                    self.edges[edge ^ 1].1 += room;
                }
                flow += room;
            }
        }
        flow
    }

    fn depths(&self) -> Option<Vec<usize>> {
        let mut depth = vec![usize::MAX; self.of.len()];
        depth[Self::SOURCE] = 0;
        let mut line = std::collections::VecDeque::from([Self::SOURCE]);
        while let Some(vertex) = line.pop_front() {
            for edge in &self.of[vertex] {
                let (to, room) = self.edges[*edge];
                if room > 0 && depth[to] == usize::MAX {
                    depth[to] = depth[vertex] + 1;
                    line.push_back(to);
                }
            }
        }
        (depth[Self::SINK] != usize::MAX).then_some(depth)
    }

    fn way(&self, depth: &[usize], next: &mut [usize]) -> Option<Vec<usize>> {
        let mut way: Vec<usize> = Vec::new();
        let mut at = Self::SOURCE;
        while at != Self::SINK {
            if let Some(edge) = self.of[at].get(next[at]) {
                let (to, room) = self.edges[*edge];
                if room > 0 && depth[to] == depth[at] + 1 {
                    way.push(*edge);
                    at = to;
                } else {
                    next[at] += 1;
                }
            } else {
                let edge = way.pop()?;
                at = self.edges[edge ^ 1].0;
                next[at] += 1;
            }
        }
        Some(way)
    }
}
