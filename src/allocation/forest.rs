//! Caps as a tree: of two caps either one lies within the other, or they share nothing.

/// Caps as a tree over the things that they limit.
pub(super) struct Forest {
    /// Of each thing the narrowest cap that limits it.
    pub(super) narrowest: Vec<Option<usize>>,
    /// Of each cap the next wider one.
    pub(super) wider: Vec<Option<usize>>,
    /// Which caps are in the tree.
    pub(super) kept: Vec<bool>,
    /// Pairs of caps that cross; the second of each is left out of the tree.
    pub(super) crossing: Vec<(usize, usize)>,
}

impl Forest {
    /// Puts caps, each with the things that it limits, into a tree, the widest first.
    pub(super) fn of(things: usize, caps: &[Vec<usize>]) -> Self {
        let mut forest = Self {
            narrowest: vec![None; things],
            wider: vec![None; caps.len()],
            kept: vec![false; caps.len()],
            crossing: Vec::new(),
        };
        let mut order: Vec<usize> = (0..caps.len()).collect();
        order.sort_by_key(|cap| (std::cmp::Reverse(caps[*cap].len()), std::cmp::Reverse(*cap)));
        for cap in order {
            forest.add(cap, caps);
        }
        forest.crossing.sort_unstable();
        forest
    }

    /// Caps come from the widest on, so a cap lies within one that is there, or crosses it, or shares nothing with it.
    fn add(&mut self, cap: usize, caps: &[Vec<usize>]) {
        let members = &caps[cap];
        let around = members.first().and_then(|thing| self.narrowest[*thing]);
        let other = members.iter().map(|thing| self.narrowest[*thing]).find(|at| *at != around);
        if let Some(other) = other {
            let holds_all = |at: usize| members.iter().all(|thing| caps[at].contains(thing));
            let crossed = [around, other].into_iter().flatten().find(|at| !holds_all(*at));
            self.crossing.extend(crossed.map(|crossed| (crossed, cap)));
            return;
        }
        self.wider[cap] = around;
        self.kept[cap] = true;
        for thing in members {
            self.narrowest[*thing] = Some(cap);
        }
    }
}
