//! How many people could have a seat at most: the largest flow from persons through seats and caps, as if groups were split and
//! nobody's order counted.
//!
//! Caps that cross are no flow; of those a tree is kept, so the number stays an upper bound. The flow begins with what the run
//! has found and grows along shortest ways, all of one length in a phase (Dinic).

use uuid::Uuid;

use super::{
    forest::Forest,
    market::{Market, Placed, Seats, number},
};

const NONE: u32 = u32::MAX;

struct Network {
    /// Of each person the leaves that they may have.
    options: Vec<Vec<u32>>,
    /// Of each person the leaf that they have.
    seat: Vec<u32>,
    /// Of each node the next wider one.
    wider: Vec<u32>,
    inner: Vec<Vec<u32>>,
    max: Vec<u32>,
    flow: Vec<u32>,
    /// Of each leaf who had it when the phase began.
    holders: Vec<Vec<u32>>,
}

/// Where a way stands: at a person or at a node.
#[derive(Clone, Copy)]
enum At {
    Person(u32),
    Node(u32),
}

/// The largest number of people that could have a seat.
pub(super) fn most(market: &Market<'_>, placed: &[Option<Placed>]) -> u32 {
    let mut network = Network::of(market, placed);
    loop {
        let levels = network.levels();
        if !levels.sink || network.grow(&levels) == 0 {
            let seated = network.seat.iter().filter(|seat| **seat != NONE).count();
            return number(seated);
        }
    }
}

/// How far each person and node is from those without a seat.
struct Levels {
    person: Vec<u32>,
    node: Vec<u32>,
    /// Whether anybody reaches a free seat.
    sink: bool,
}

impl Network {
    fn of(market: &Market<'_>, placed: &[Option<Placed>]) -> Self {
        let leaves = market.paths.len();
        let mut network = Self {
            options: Vec::new(),
            seat: Vec::new(),
            wider: wider(market),
            inner: vec![Vec::new(); market.max.len()],
            max: market.max.clone(),
            flow: vec![0; market.max.len()],
            holders: vec![Vec::new(); leaves],
        };
        for (node, wider) in network.wider.iter().enumerate().filter(|(_, wider)| **wider != NONE) {
            network.inner[*wider as usize].push(number(node));
        }
        for (unit, placed) in placed.iter().enumerate() {
            network.add(market, unit, placed.as_ref());
        }
        network
    }

    fn add(&mut self, market: &Market<'_>, unit: usize, placed: Option<&Placed>) {
        let given = &market.input.units[unit];
        if given.left_out.is_some() {
            return;
        }
        let of = |vacancy: Uuid| {
            let vacancies = &market.input.vacancies;
            vacancies.binary_search_by_key(&vacancy, |vacancy| vacancy.id).ok()
        };
        for (at, member) in given.members.iter().enumerate() {
            let region = member.home_region.as_deref();
            let vacancies = member.pairs.iter().filter_map(|pair| {
                let vacancy = of(pair.vacancy)?;
                market.order(member.candidate, number(vacancy), pair).map(|_| vacancy)
            });
            let leaves = vacancies.flat_map(|vacancy| market.leaves[vacancy].of(region));
            self.options.push(leaves.collect());
            let seat = placed.map_or(NONE, |placed| match &placed.seats {
                Seats::Whole(leaf) => *leaf,
                Seats::Each(leaves) => leaves[at],
            });
            self.seat.push(seat);
            let mut node = seat;
            while node != NONE {
                self.flow[node as usize] += 1;
                node = self.wider[node as usize];
            }
        }
    }

    fn levels(&mut self) -> Levels {
        self.holders.iter_mut().for_each(Vec::clear);
        for (person, seat) in self.seat.iter().enumerate().filter(|(_, seat)| **seat != NONE) {
            self.holders[*seat as usize].push(number(person));
        }
        let mut levels = Levels {
            person: vec![NONE; self.seat.len()],
            node: vec![NONE; self.max.len()],
            sink: false,
        };
        let mut now: Vec<At> = Vec::new();
        for person in (0..self.seat.len()).filter(|person| self.seat[*person] == NONE) {
            levels.person[person] = 0;
            now.push(At::Person(number(person)));
        }
        let mut level = 0;
        while !now.is_empty() && !levels.sink {
            level += 1;
            let mut next = Vec::new();
            for at in now {
                self.each_step(at, |to| match to {
                    None => levels.sink = true,
                    Some(At::Person(person)) if levels.person[person as usize] == NONE => {
                        levels.person[person as usize] = level;
                        next.push(At::Person(person));
                    }
                    Some(At::Node(node)) if levels.node[node as usize] == NONE => {
                        levels.node[node as usize] = level;
                        next.push(At::Node(node));
                    }
                    Some(_) => {}
                });
            }
            now = next;
        }
        levels
    }

    /// Calls for each step that a way can take; `None` is a free seat.
    fn each_step(&self, at: At, mut call: impl FnMut(Option<At>)) {
        let count = match at {
            At::Person(person) => self.options[person as usize].len(),
            At::Node(node) => self.steps_of_node(node),
        };
        (0..count).filter_map(|which| self.step(at, which)).for_each(&mut call);
    }

    fn steps_of_node(&self, node: u32) -> usize {
        let holders = self.holders.get(node as usize).map_or(0, Vec::len);
        1 + self.inner[node as usize].len() + holders
    }

    /// The step with this number, if it can be taken now.
    #[expect(clippy::option_option, reason = "no step, a step to a free seat, or one to somewhere")]
    fn step(&self, at: At, which: usize) -> Option<Option<At>> {
        let node = match at {
            At::Person(person) => {
                let leaf = self.options[person as usize][which];
                return (self.seat[person as usize] != leaf).then_some(Some(At::Node(leaf)));
            }
            At::Node(node) => node as usize,
        };
        let inner = &self.inner[node];
        if which == 0 {
            let wider = self.wider[node];
            let to = (wider != NONE).then_some(At::Node(wider));
            return (self.flow[node] < self.max[node]).then_some(to);
        }
        if let Some(back) = inner.get(which - 1) {
            return (self.flow[*back as usize] > 0).then_some(Some(At::Node(*back)));
        }
        let holder = self.holders[node][which - 1 - inner.len()];
        let holds = self.seat[holder as usize] as usize == node;
        holds.then_some(Some(At::Person(holder)))
    }

    /// Seats people along shortest ways until none of their length is left. Returns how many.
    fn grow(&mut self, levels: &Levels) -> u32 {
        let mut next_of_person = vec![0; self.seat.len()];
        let mut next_of_node = vec![0; self.max.len()];
        let without: Vec<usize> =
            (0..self.seat.len()).filter(|person| levels.person[*person] == 0).collect();
        let mut grown = 0;
        for person in without {
            let way = self.way(person, levels, &mut next_of_person, &mut next_of_node);
            if let Some(way) = way {
                self.take(&way);
                grown += 1;
            }
        }
        grown
    }

    /// A way from a person to a free seat, by rising level.
    fn way(
        &self,
        person: usize,
        levels: &Levels,
        next_of_person: &mut [usize],
        next_of_node: &mut [usize],
    ) -> Option<Vec<At>> {
        let mut way = vec![At::Person(number(person))];
        while let Some(at) = way.last().copied() {
            let (next, count, level) = match at {
                At::Person(person) => {
                    let person = person as usize;
                    let count = self.options[person].len();
                    (&mut next_of_person[person], count, levels.person[person])
                }
                At::Node(node) => {
                    let count = self.steps_of_node(node);
                    (&mut next_of_node[node as usize], count, levels.node[node as usize])
                }
            };
            if *next == count {
                way.pop();
                // What led here leads nowhere: its pointer goes on.
                match way.last() {
                    Some(At::Person(person)) => next_of_person[*person as usize] += 1,
                    Some(At::Node(node)) => next_of_node[*node as usize] += 1,
                    None => return None,
                }
                continue;
            }
            match self.step(at, *next) {
                Some(None) => return Some(way),
                Some(Some(to)) if level_of(levels, to) == level + 1 => way.push(to),
                _ => *next += 1,
            }
        }
        None
    }

    fn take(&mut self, way: &[At]) {
        for pair in way.windows(2) {
            match (pair[0], pair[1]) {
                (At::Person(person), At::Node(leaf)) => self.seat[person as usize] = leaf,
                (At::Node(from), At::Node(to)) if self.wider[from as usize] == to => {
                    self.flow[from as usize] += 1;
                }
                (At::Node(_), At::Node(back)) => self.flow[back as usize] -= 1,
                _ => {}
            }
        }
        if let Some(At::Node(last)) = way.last() {
            self.flow[*last as usize] += 1;
        }
    }
}

fn level_of(levels: &Levels, at: At) -> u32 {
    match at {
        At::Person(person) => levels.person[person as usize],
        At::Node(node) => levels.node[node as usize],
    }
}

/// Of each node the next wider one, where the caps that do not cross are a tree.
fn wider(market: &Market<'_>) -> Vec<u32> {
    let leaves = market.paths.len();
    let mut caps = vec![Vec::new(); market.input.caps.len()];
    for (leaf, path) in market.paths.iter().enumerate() {
        path[1..].iter().for_each(|cap| caps[*cap as usize - leaves].push(leaf));
    }
    let forest = Forest::of(leaves, &caps);
    let node = |cap: Option<usize>| cap.map_or(NONE, |cap| number(leaves + cap));
    forest.narrowest.iter().chain(&forest.wider).map(|cap| node(*cap)).collect()
}
